package dev.runnerfleet.sandbox.gitlab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The answers that a token ending in {@code sandbox-} and a name asks for, so that each
 * failure can be tried. docs/sandbox-gitlab.md lists them.
 */
enum MagicToken {

	GONE(410, "{\"message\":\"410 Gone - runner registration disallowed\"}"),
	INVALID(403, "{\"message\":\"403 Forbidden - invalid token supplied\"}"),
	REVOKED(401, "{\"error\":\"invalid_token\",\"error_description\":\"Token was revoked.\"}"),
	SCOPE(403,
			"{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires higher privileges.\","
					+ "\"scope\":\"create_runner api\"}"),
	GRANULAR(403, "{\"error\":\"insufficient_granular_scope\",\"error_description\":\"A permission is missing.\"}"),
	MAINTAINER(403, "{\"message\":\"403 Forbidden - Insufficient permissions\"}"),
	FIELDS(400, "{\"message\":{\"maximum_timeout\":[\"needs to be at least 10 minutes\"]}}"),
	BAD(400, "{\"message\":\"400 Bad request - Description is too long\"}"),
	MISSING(400, "{\"error\":\"runner_type is missing, runner_type does not have a valid value\"}"),
	NOTFOUND(404, "{\"error\":\"404 Not Found\"}"), LIMITED(429, "Retry later\n") {

		@Override
		ResponseEntity<Object> answer() {
			return ResponseEntity.status(429).header(HttpHeaders.RETRY_AFTER, "60").body("Retry later\n");
		}

	},
	NESTED(429, "{\"message\":{\"error\":\"This endpoint has been requested too many times. Try again later.\"}}"),
	MIGRATING(503, "{\"message\":\"Executing database migrations. Please retry later.\"}"),
	BROKEN(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"), PAGE(200, "<html><body>Sign in</body></html>"),
	REDIRECT(302, "") {

		@Override
		ResponseEntity<Object> answer() {
			return ResponseEntity.status(302)
				.header(HttpHeaders.LOCATION, "https://sign-in.example/?next=/api/v4")
				.build();
		}

	},
	/** Made, but nobody hears of it. */
	LOST(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"), EMPTY(201, ""), TOKENLESS(201, "{\"id\":1}"),
	ODD(418, "{\"message\":\"I am not a GitLab\"}"), HUGE(201, ""), DRIP(201, "");

	private static final String MARK = "sandbox-";

	private final int status;

	private final String body;

	MagicToken(int status, String body) {
		this.status = status;
		this.body = body;
	}

	static Optional<MagicToken> of(String token) {
		return Arrays.stream(values())
			.filter((each) -> token.endsWith(MARK + each.name().toLowerCase(Locale.ROOT)))
			.findFirst();
	}

	ResponseEntity<Object> answer() {
		MediaType type = this.body.startsWith("<") ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON;
		return switch (this) {
			case HUGE -> Spaces.huge();
			case DRIP -> Spaces.drip();
			default -> ResponseEntity.status(this.status).contentType(type).body(this.body);
		};
	}

	static ResponseEntity<Object> plain(int status, String name, Object value) {
		return ResponseEntity.status(status).body(Map.of(name, value));
	}

}
