package dev.runnerfleet.gitlab;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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
 */
record Answer(URI base, int status, String text, String location, String retryAfter) {

	private static final JsonMapper JSON = new JsonMapper();

	@Override
	public String toString() {
		return "Answer[" + this.status + "]";
	}

	/** The body as JSON, missing where it is none, whatever its type claims. */
	JsonNode json() {
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

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isRedirect() {
		return this.status >= 300 && this.status < 400;
	}

	boolean isPage() {
		return !this.text.isBlank() && json().isMissingNode();
	}

	/** Whether whoever answered is no GitLab API, so that another path is worth a try. */
	boolean isFromElsewhere() {
		return isRedirect() || isMissingRoute() || (isPage() && this.status < 500 && this.status != 429);
	}

	private boolean isMissingRoute() {
		String message = json().path("message").asString("");
		return this.status == 404 && !message.matches("404 .+ Not Found( .*)?");
	}

	@Nullable Long id() {
		JsonNode id = json().path("id");
		return id.isIntegralNumber() ? Long.valueOf(id.longValue()) : null;
	}

	@Nullable Instant expiresAt() {
		try {
			String text = json().path("token_expires_at").asString("");
			return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
