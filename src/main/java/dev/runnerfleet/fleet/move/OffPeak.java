package dev.runnerfleet.fleet.move;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Turns the hours in which the original template has fewer workers into those in which a
 * fleet has more: the runner knows only the latter any more.
 */
final class OffPeak {

	private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

	private static final Pattern PERIOD = Pattern.compile("\"([^\"]{1,200})\"");

	private OffPeak() {
	}

	/**
	 * The hours that are left as cron's five fields.
	 * @param periods the periods as the template has them: each in quotes, of seven
	 * fields
	 * @return empty where there are none, or no five fields can say them
	 */
	static Optional<String> workingHours(String periods) {
		boolean[][] off = new boolean[7][24];
		Matcher each = PERIOD.matcher(periods);
		boolean any = false;
		while (each.find()) {
			String[] fields = each.group(1).strip().toLowerCase(Locale.ROOT).split("\\s+");
			BitSet hours = (fields.length == 7) ? values(fields[2], 24, List.of()) : new BitSet();
			BitSet days = (fields.length == 7) ? values(fields[5], 7, DAYS) : new BitSet();
			boolean plain = fields.length == 7
					&& IntStream.of(0, 1, 3, 4, 6).allMatch((field) -> fields[field].equals("*"));
			if (!plain || hours.isEmpty() || days.isEmpty()) {
				return Optional.empty();
			}
			days.stream().forEach((day) -> hours.stream().forEach((hour) -> off[day][hour] = true));
			any = true;
		}
		return any ? left(off) : Optional.empty();
	}

	/** One line can say them where each day that has any has the same. */
	private static Optional<String> left(boolean[][] off) {
		BitSet days = new BitSet();
		BitSet hours = null;
		for (int day = 0; day < 7; day++) {
			boolean[] closed = off[day];
			BitSet open = new BitSet();
			IntStream.range(0, 24).filter((hour) -> !closed[hour]).forEach(open::set);
			if (open.isEmpty()) {
				continue;
			}
			if (hours != null && !hours.equals(open)) {
				return Optional.empty();
			}
			hours = open;
			days.set(day);
		}
		return (hours == null) ? Optional.empty()
				: Optional.of("* %s * * %s".formatted(text(hours, 24, Integer::toString), text(days, 7, DAYS::get)));
	}

	private static BitSet values(String field, int size, List<String> names) {
		BitSet values = new BitSet();
		for (String part : field.split(",")) {
			String[] ends = part.split("-", 2);
			int from = part.equals("*") ? 0 : value(ends[0], size, names);
			int to = part.equals("*") ? size - 1 : value(ends[ends.length - 1], size, names);
			if (from < 0 || to < from) {
				return new BitSet();
			}
			values.set(from, to + 1);
		}
		return values;
	}

	private static int value(String text, int size, List<String> names) {
		int named = names.indexOf(text);
		int value = (named >= 0) ? named : text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
		return (value < size) ? value : -1;
	}

	private static String text(BitSet values, int size, IntFunction<String> name) {
		if (values.cardinality() == size) {
			return "*";
		}
		List<String> ranges = new ArrayList<>();
		for (int from = values.nextSetBit(0); from >= 0;) {
			int to = values.nextClearBit(from) - 1;
			ranges.add((from == to) ? name.apply(from) : name.apply(from) + "-" + name.apply(to));
			from = values.nextSetBit(to + 1);
		}
		return String.join(",", ranges);
	}

}
