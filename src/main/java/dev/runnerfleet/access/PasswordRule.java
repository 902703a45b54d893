package dev.runnerfleet.access;

import org.springframework.validation.Errors;

/** What the portal asks of a new password: length, which is what counts. */
final class PasswordRule {

	static final String SENTENCE = "Use 12 to 128 characters.";

	private PasswordRule() {
	}

	static boolean accepts(String password) {
		return password.length() >= 12 && password.length() <= 128;
	}

	static void check(String field, String password, Errors errors) {
		if (!accepts(password)) {
			errors.rejectValue(field, "password", SENTENCE);
		}
	}

}
