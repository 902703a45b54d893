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
 * @param clock the time of day in UTC, with the day unless it is today's
 * @param ago for a glance, as of when the page was made
 */
public record ReadableTime(String iso, String exact, String clock, String ago) {

	private static final DateTimeFormatter EXACT = format("d MMM uuuu, HH:mm:ss 'UTC'");

	private static final DateTimeFormatter DAY = format("uuuu-MM-dd");

	private static final DateTimeFormatter DAY_AND_TIME = format("d MMM, HH:mm:ss");

	private static final DateTimeFormatter TIME = format("HH:mm:ss");

	public static ReadableTime of(Instant instant, Instant now) {
		boolean today = DAY.format(instant).equals(DAY.format(now));
		return new ReadableTime(instant.toString(), EXACT.format(instant),
				(today ? TIME : DAY_AND_TIME).format(instant), ago(Duration.between(instant, now)));
	}

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
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
		return age.toDays() + " d ago";
	}

	/** A length of time such as {@code 2 min 5 s}. */
	public static String length(Duration length) {
		long seconds = Math.max(0, length.toSeconds());
		if (seconds < 60) {
			return seconds + " s";
		}
		return (seconds < 3600) ? "%d min %d s".formatted(seconds / 60, seconds % 60)
				: "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
	}

}
