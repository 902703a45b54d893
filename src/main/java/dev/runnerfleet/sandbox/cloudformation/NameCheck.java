package dev.runnerfleet.sandbox.cloudformation;

import org.jspecify.annotations.Nullable;

/** Refuses names and tokens of a form that CloudFormation does not take. */
final class NameCheck {

	private static final String NAME = "[a-zA-Z][-a-zA-Z0-9]*";

	private static final String TOKEN = "[a-zA-Z0-9][-a-zA-Z0-9]*";

	private static final int MAX_LENGTH = 128;

	private NameCheck() {
	}

	static void name(@Nullable String value, String field) {
		matches(value, field, NAME);
	}

	/** Checks a token, where there is one. */
	static void token(@Nullable String value, String field) {
		if (value != null) {
			matches(value, field, TOKEN);
		}
	}

	private static void matches(@Nullable String value, String field, String pattern) {
		if (value == null || !value.matches(pattern)) {
			throw SandboxRefusal.constraint(String.valueOf(value), field,
					"Member must satisfy regular expression pattern: " + pattern);
		}
		if (value.length() > MAX_LENGTH) {
			throw SandboxRefusal.constraint(value, field,
					"Member must have length less than or equal to " + MAX_LENGTH);
		}
	}

}
