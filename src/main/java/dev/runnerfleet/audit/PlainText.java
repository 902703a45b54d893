package dev.runnerfleet.audit;

import java.util.regex.Pattern;

/**
 * Fits what others wrote into a column: one line, cut short, and without what people
 * paste into the wrong field.
 */
final class PlainText {

	private static final Pattern TOKEN = Pattern
		.compile("(?i)(gl(agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rtr?|soat|wt)-|GR1348941)[\\w.-]{16,}");

	private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

	private PlainText() {
	}

	static String of(String text, int length) {
		String hidden = TOKEN.matcher(text).replaceAll("••••");
		String cut = (hidden.length() > length) ? hidden.substring(0, length - 1) + "…" : hidden;
		return UNPRINTABLE.matcher(cut).replaceAll(" ").strip();
	}

}
