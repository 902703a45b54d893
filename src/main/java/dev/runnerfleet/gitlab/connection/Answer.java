package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back from where GitLab's API was expected.
 *
 * @param base the GitLab root that was asked
 * @param status the HTTP status
 * @param text the body, without the tokens that were sent
 * @param location where a redirect leads, blank for none
 * @param retryAfter the header of that name, blank for none
 * @param nextPage the number of a list's next page, blank for none
 */
public record Answer(URI base, int status, String text, String location, String retryAfter, String nextPage) {

	/** What says two things at once says neither. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final Pattern RUNNER_TOKEN = Pattern.compile("[\\w.-]{8,512}");

	/** What GitLab says before it does anything. */
	private static final Pattern NOT_NOW = Pattern.compile("(?is).*(migrations|maintenance mode|read-only).*");

	@Override
	public String toString() {
		return "Answer[" + this.status + "]";
	}

	/** The body as JSON, missing where it is none, whatever its type claims. */
	public JsonNode json() {
		String plain = this.text.strip();
		if (!plain.startsWith("{") && !plain.startsWith("[")) {
			return MissingNode.getInstance();
		}
		try {
			return JSON.readTree(plain);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	public boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	public boolean isRedirect() {
		return this.status >= 300 && this.status < 400;
	}

	public boolean isPage() {
		return !this.text.isBlank() && json().isMissingNode();
	}

	/** Whether whoever answered is no GitLab API, so that another path is worth a try. */
	public boolean isFromElsewhere() {
		return isRedirect() || isMissingRoute() || (isPage() && this.status < 500 && this.status != 429);
	}

	/** Whether it has GitLab's own way to say no. */
	public boolean isRefusal() {
		JsonNode json = json();
		return json.isObject() && (json.hasNonNull("message") || json.hasNonNull("error"));
	}

	/** Whether it is GitLab's own answer to a token that it does not know. */
	public boolean isForbidden() {
		return this.status == 403 && json().path("message").asString("").startsWith("403 Forbidden");
	}

	/**
	 * Whether it is certain that what was asked was not done. A proxy's error may come
	 * after GitLab has acted, and so may a success that cannot be read.
	 */
	public boolean isCertainNo() {
		return switch (this.status) {
			case 301, 302, 307, 308 -> !this.location.isBlank();
			case 404, 405, 407, 411, 413, 414, 415, 417, 421, 428, 429, 431 -> true;
			case 408, 409, 423, 425, 499 -> false;
			case 503 -> isRefusal() && NOT_NOW.matcher(this.text).matches();
			default -> this.status >= 400 && this.status < 500 && (isRefusal() || !isPage());
		};
	}

	/** Whether there is no such call, as opposed to no such thing. */
	public boolean isMissingRoute() {
		String message = json().path("message").asString("");
		return this.status == 404 && !message.matches("404 .+ Not Found( .*)?");
	}

	/** The id that it tells, {@code null} for none or one that GitLab has not. */
	public @Nullable Long id() {
		JsonNode id = json().path("id");
		String digits = (id.isIntegralNumber() || id.isString()) ? id.asString("") : "";
		return digits.matches("[1-9]\\d{0,17}") ? Long.valueOf(digits) : null;
	}

	/** The runner token that it tells, blank for none or something else. */
	public Secret token() {
		JsonNode token = json().path("token");
		Secret told = Secret.of(token.isString() ? token.stringValue() : "");
		boolean fits = RUNNER_TOKEN.matcher(told.reveal()).matches() && TokenKind.of(told).mayBeRunner();
		return fits ? told : Secret.of("");
	}

	/** When the token expires, {@code null} where it does not or nobody can tell. */
	public @Nullable Instant expiresAt() {
		try {
			String text = expiry();
			return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/** Whether it tells when the token expires, but not in a way that can be read. */
	public boolean hasOddExpiry() {
		return !expiry().isEmpty() && expiresAt() == null;
	}

	private String expiry() {
		JsonNode expiry = json().path("token_expires_at");
		return (expiry.isMissingNode() || expiry.isNull()) ? "" : expiry.isValueNode() ? expiry.asString("?") : "?";
	}

}
