package dev.runnerfleet.sandbox.life;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A fleet's working hours, as far as a life goes by them: by hour and by day of the week.
 *
 * @param zone where they hold
 * @param hours the hours of a day, empty where all are meant
 * @param days the days of a week from Sunday on, empty where all are meant
 */
record Hours(ZoneId zone, BitSet hours, BitSet days) {

	private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

	/**
	 * Reads them from a cron pattern of five fields, or of seven with seconds and years.
	 */
	static Hours of(String cron, String zone) {
		String[] fields = cron.strip().toLowerCase(Locale.ROOT).split("\\s+");
		int hour = (fields.length == 7) ? 2 : 1;
		return (fields.length < 5) ? new Hours(zone(zone), new BitSet(), new BitSet())
				: new Hours(zone(zone), set(fields[hour], 24), set(fields[hour + 3], 7));
	}

	boolean holds(long second) {
		LocalDateTime local = local(second);
		return (this.hours.isEmpty() || this.hours.get(local.getHour()))
				&& (this.days.isEmpty() || this.days.get(local.getDayOfWeek().getValue() % 7));
	}

	/** How busy people are at a time, in per cent. */
	int bustle(long second) {
		LocalDateTime local = local(second);
		int hour = local.getHour();
		int ofDay = (hour < 6) ? 1 : (hour < 9) ? 20 * (hour - 5)
				: (hour < 12) ? 100 : (hour < 13) ? 60 : (hour < 17) ? 95 : (hour < 21) ? 80 - 18 * (hour - 17) : 4;
		return (local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0) ? ofDay / 6 : ofDay;
	}

	private LocalDateTime local(long second) {
		ZoneOffset offset = this.zone.getRules().getOffset(Instant.ofEpochSecond(second));
		return LocalDateTime.ofEpochSecond(second, 0, offset);
	}

	private static ZoneId zone(String name) {
		try {
			return ZoneId.of(name);
		}
		catch (ZoneRulesException ex) {
			return ZoneOffset.UTC;
		}
	}

	private static BitSet set(String field, int size) {
		BitSet set = new BitSet();
		for (String part : field.split(",")) {
			String[] step = part.split("/");
			int every = (step.length == 2) ? Math.max(1, number(step[1], 1)) : 1;
			String[] range = step[0].split("-");
			int from = number(range[0], 0);
			int to = (range.length == 2) ? number(range[1], size - 1)
					: (range[0].startsWith("*") || step.length == 2) ? size - 1 : from;
			for (int at = from; at <= ((to < from) ? to + size : to); at += every) {
				set.set(at % size);
			}
		}
		return set;
	}

	private static int number(String text, int otherwise) {
		int day = DAYS.indexOf(text);
		return (day >= 0) ? day
				: Arrays.stream(text.split("[^0-9]"))
					.filter((digits) -> digits.matches("\\d{1,2}"))
					.map(Integer::parseInt)
					.findFirst()
					.orElse(otherwise);
	}

}
