package dev.runnerfleet.fleet;

import java.util.List;

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

	private static String field(String path) {
		if (path.equals("key")) {
			return "Idempotency-Key";
		}
		String parameter = path.replaceFirst("^parameters\\[(.*)]$", "$1");
		return parameter.equals(path) ? path : LaunchRequest.FIELDS.getOrDefault(parameter, "parameters." + parameter);
	}

}
