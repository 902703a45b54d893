package dev.runnerfleet.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a session remembers of its owner: who, and as which version of that user, so
 * that the user's row decides at every request whether the sign-in still holds.
 *
 * @param name in lower case
 * @param version what it was when the password was checked
 */
record SignIn(String name, int version) {

	private static final Pattern TEXT = Pattern.compile("([^/]+)/(\\d{1,9})");

	/** Reads what {@link #toString()} wrote, today or in an earlier version. */
	static Optional<SignIn> parse(String text) {
		Matcher parts = TEXT.matcher(text);
		return parts.matches() ? Optional.of(new SignIn(parts.group(1), Integer.parseInt(parts.group(2))))
				: Optional.empty();
	}

	@Override
	public String toString() {
		return this.name + "/" + this.version;
	}

}
