package dev.runnerfleet.fleet.api;

import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;

import org.springframework.http.HttpStatus;

/** Tells scripts what is wrong, under the names that they know. */
final class ApiViolations {

	private ApiViolations() {
	}

	/** Refuses a request for which anything is wrong. */
	static void refuse(List<Violation> violations) {
		if (!violations.isEmpty()) {
			throw new RefusedValues(HttpStatus.UNPROCESSABLE_CONTENT,
					violations.stream()
						.map((violation) -> new RefusedValue(field(violation.field()), violation.message()))
						.toList());
		}
	}

	/**
	 * Refuses a request in which something looks wrong, and tells how to send it all the
	 * same.
	 */
	static RefusedValues doubtful(List<Finding> findings) {
		RefusedValues refusal = new RefusedValues(HttpStatus.UNPROCESSABLE_CONTENT,
				findings.stream()
					.filter(Finding::stops)
					.map((finding) -> new RefusedValue(field(finding.field()), finding.words()))
					.toList());
		refusal.setDetail("Correct what 'errors' names, or send \"anyway\": true to go on all the same.");
		return refusal;
	}

	/** The name that scripts know a field of the form by. */
	static String field(String path) {
		if (path.equals("key")) {
			return "Idempotency-Key";
		}
		if (path.startsWith("source.")) {
			return "runner." + path.substring("source.".length());
		}
		String parameter = path.replaceFirst("^parameters\\[(.*)]$", "$1");
		return parameter.equals(path) ? path : LaunchRequest.FIELDS.getOrDefault(parameter, "parameters." + parameter);
	}

}
