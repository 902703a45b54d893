package dev.runnerfleet.access.password;

import java.util.Optional;

import org.springframework.validation.Errors;

/**
 * What the portal asks of a new password: to be long, and not to be among the first that
 * anybody would try. It asks for no digits or signs, which make passwords worse.
 */
public final class PasswordRule {

	private static final int SHORTEST = 12;

	private static final int LONGEST = 128;

	private PasswordRule() {
	}

	/**
	 * What is wrong with a password.
	 * @param password as it was typed
	 * @param name of the user whose password it shall be
	 * @return a sentence or two for people, empty where nothing is wrong
	 */
	public static Optional<String> problem(String password, String name) {
		String text = PasswordText.normalised(password);
		int length = text.codePointCount(0, text.length());
		if (length < SHORTEST || length > LONGEST) {
			return Optional.of("Use " + SHORTEST + " to " + LONGEST + " characters.");
		}
		return EasyGuess.of(text, name).map(EasyGuess::words);
	}

	/** Says beside its field what is wrong with a password. */
	public static void check(String field, String password, String name, Errors errors) {
		problem(password, name).ifPresent((words) -> errors.rejectValue(field, "password", words));
	}

}
