package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A point in time as people read it: how long ago, and exactly.
 *
 * @param iso for machines, to the second
 * @param exact for people, in UTC
 * @param ago for a glance, as of when the page was made
 */
record Moment(String iso, String exact, String ago) {

	private static final DateTimeFormatter EXACT = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	static Moment of(Instant instant, Instant now) {
		return new Moment(instant.toString(), EXACT.format(instant), ago(Duration.between(instant, now)));
	}

	private static String ago(Duration age) {
		if (age.toSeconds() < 60) {
			return "just now";
		}
		if (age.toMinutes() < 60) {
			return age.toMinutes() + " min ago";
		}
		if (age.toHours() < 24) {
			return age.toHours() + " h ago";
		}
		return (age.toDays() == 1) ? "1 day ago" : age.toDays() + " days ago";
	}

	/** A length of time such as {@code 2 min 5 s}. */
	static String length(Duration length) {
		long seconds = Math.max(0, length.toSeconds());
		if (seconds < 60) {
			return seconds + " s";
		}
		return (seconds < 3600) ? "%d min %d s".formatted(seconds / 60, seconds % 60)
				: "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
	}

}
