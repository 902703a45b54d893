package dev.runnerfleet.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;

/**
 * Puts durations and moments as people say them, and what others wrote into a form fit to
 * show.
 */
public final class DisplayText {

	private static final int LONGEST_QUOTE = 240;

	private static final Pattern API_NAME = Pattern.compile("[a-z]+(_[a-z]+)+\\b");

	private static final DateTimeFormatter MINUTE = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private DisplayText() {
	}

	public static String of(Duration duration) {
		if (duration.toMillis() < 1000) {
			return duration.toMillis() + " milliseconds";
		}
		List<String> parts = new ArrayList<>();
		add(parts, duration.toDays(), "day");
		add(parts, duration.toHoursPart(), "hour");
		add(parts, duration.toMinutesPart(), "minute");
		add(parts, duration.toSecondsPart(), "second");
		return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
	}

	/** A moment as people write it, {@code Never} for none. */
	public static String of(@Nullable Instant instant) {
		return (instant != null) ? MINUTE.format(instant) : "Never";
	}

	/**
	 * One line of somebody else's text, shortened, and without tokens that it repeats.
	 */
	public static String quote(String text) {
		String line = TokenShapes.mask(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
		return (line.length() <= LONGEST_QUOTE) ? line : line.substring(0, LONGEST_QUOTE) + "…";
	}

	/**
	 * A text as a sentence of its own; what the API calls a thing begins as it does
	 * there.
	 */
	public static String sentence(String text) {
		if (text.isEmpty()) {
			return text;
		}
		boolean name = API_NAME.matcher(text).lookingAt();
		String begun = name ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
		return begun.matches(".*[.!?…]$") ? begun : begun + ".";
	}

	private static void add(List<String> parts, long number, String unit) {
		if (number > 0) {
			parts.add(number + " " + unit + ((number == 1) ? "" : "s"));
		}
	}

}
