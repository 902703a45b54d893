package dev.runnerfleet.gitlab.page;

import java.util.List;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.web.RefusedValue;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Tells a script why GitLab was of no help, in the same shape as every other refusal. */
class GitLabRefusal extends ErrorResponseException {

	GitLabRefusal(Explanation words) {
		this(switch (words.blame()) {
			case INPUT -> HttpStatus.UNPROCESSABLE_CONTENT;
			case GITLAB -> HttpStatus.BAD_GATEWAY;
			case TIME -> HttpStatus.GATEWAY_TIMEOUT;
		}, words);
	}

	/**
	 * The same with the key that lets another try look for what this one may have made.
	 */
	GitLabRefusal(Explanation words, String key) {
		this(words);
		if (words.look() != null) {
			getBody().setProperty("idempotencyKey", key);
		}
	}

	GitLabRefusal(HttpStatus status, Explanation words) {
		super(status);
		setTitle(words.title());
		setDetail(words.detail() + " " + words.nextStep());
		getBody().setProperty("code", words.code());
		List<RefusedValue> errors = words.fields()
			.entrySet()
			.stream()
			.map((field) -> new RefusedValue(field.getKey(), field.getValue()))
			.toList();
		if (!errors.isEmpty()) {
			getBody().setProperty("errors", errors);
		}
		if (words.made() != null) {
			getBody().setProperty("made", words.made());
		}
		if (words.look() != null) {
			getBody().setProperty("look", words.look());
		}
		if (words.way() != null) {
			getBody().setProperty("instead", words.way().tab());
		}
	}

}
