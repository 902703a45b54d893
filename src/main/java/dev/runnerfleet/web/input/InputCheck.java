package dev.runnerfleet.web.input;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;

/**
 * What holds for every value that comes from outside: it is of bearable length, it is
 * text, and it is no token, unless its field asks for one.
 */
final class InputCheck {

	/** The header that scripts fill with whatever is random. */
	static final String KEY = "Idempotency-Key";

	/** Fields whose values are never stored, logged or shown. */
	private static final Pattern SECRET = Pattern
		.compile("(?i).*(password|token|secret|credential).*|_csrf|current|again", Pattern.DOTALL);

	/** A path of names, with the marks that forms put in front and few enough places. */
	private static final Pattern NAME = Pattern.compile("[!_]?(parameters\\[[A-Za-z]\\w{0,99}]"
			+ "|[A-Za-z][\\w-]{0,99}(\\.[A-Za-z]\\w{0,99}|\\[(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])?]){0,8})");

	private InputCheck() {
	}

	/**
	 * Checks a value.
	 * @param field the name or path of its field
	 * @return what is wrong with it, empty if nothing is; never a part of it
	 */
	static Optional<String> objection(String field, String value) {
		int most = Lengths.of(field);
		if (value.length() > most) {
			return Optional.of("Use at most %,d characters.".formatted(most));
		}
		if (SECRET.matcher(field).matches()) {
			return Optional.empty();
		}
		if (value.codePoints().anyMatch(InputCheck::isNoText)) {
			return Optional.of("Remove control characters.");
		}
		boolean token = field.equals(KEY) ? TokenShapes.isMarkedIn(value) : TokenShapes.in(value);
		return token
				? Optional.of("This looks like a token or a key, and was not kept. "
						+ "Tokens go into the fields that ask for one; if it may have been seen, revoke it.")
				: Optional.empty();
	}

	/** Whether a form could have a field of this name; binders stumble over others. */
	static boolean isName(String field) {
		return field.isEmpty() || NAME.matcher(field).matches();
	}

	/** Control characters but for white space, and halves of characters. */
	private static boolean isNoText(int character) {
		return Character.isISOControl(character) && "\t\r\n".indexOf(character) < 0
				|| Character.getType(character) == Character.SURROGATE;
	}

}
