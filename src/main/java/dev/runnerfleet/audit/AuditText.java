package dev.runnerfleet.audit;

import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;

/**
 * Fits what others wrote into a column: one line, cut short, and without what people
 * paste into the wrong field.
 */
final class AuditText {

	private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

	private AuditText() {
	}

	static String of(String text, int length) {
		String hidden = TokenShapes.mask(text);
		String cut = (hidden.length() > length) ? hidden.substring(0, length - 1) + "…" : hidden;
		return UNPRINTABLE.matcher(cut).replaceAll(" ").strip();
	}

}
