package dev.runnerfleet.fleet.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.StringJoiner;

/**
 * Says what a schedule means, for people who do not read cron.
 *
 * @param hours the schedule
 */
record ScheduleWords(WorkingHours hours) {

	/** The days, and the time of day where it is in force in whole hours. */
	String text() {
		StringJoiner words = new StringJoiner(", ");
		words.add(days());
		FieldValues months = this.hours.values(Field.MONTH);
		if (!months.all()) {
			words.add("in " + names(months));
		}
		words.add(times());
		return words.toString();
	}

	private String days() {
		FieldValues days = this.hours.values(Field.DAY);
		FieldValues weekdays = this.hours.values(Field.WEEKDAY);
		if (days.special() || weekdays.special()) {
			return "on the days %s and weekdays %s".formatted(days.text(), weekdays.text());
		}
		String ofMonth = "on the days %s of the month".formatted(ranges(days.values()));
		if (weekdays.all()) {
			return days.all() ? "every day" : ofMonth;
		}
		return days.all() ? names(weekdays) : ofMonth + " and " + names(weekdays);
	}

	private String times() {
		SortedSet<Integer> hours = this.hours.values(Field.HOUR).values();
		FieldValues minutes = this.hours.values(Field.MINUTE);
		if (!minutes.all()) {
			return "in the minutes %s of the hours %s".formatted(ranges(minutes.values()), ranges(hours));
		}
		if (hours.size() == Field.HOUR.size()) {
			return "all day";
		}
		List<String> times = new ArrayList<>();
		runs(hours).forEach((run) -> times.add("%d:00 to %d:00".formatted(run.get(0), run.get(run.size() - 1) + 1)));
		return String.join(" and ", times);
	}

	private static String names(FieldValues values) {
		List<String> names = new ArrayList<>();
		runs(inOrder(values)).forEach((run) -> {
			String first = name(values.field(), run.get(0));
			names.add((run.size() < 3) ? joined(values.field(), run)
					: first + " to " + name(values.field(), run.get(run.size() - 1)));
		});
		return String.join(", ", names);
	}

	/** A week begins on Monday where people plan their work. */
	private static List<Integer> inOrder(FieldValues values) {
		List<Integer> numbers = new ArrayList<>(values.values());
		if (values.field() == Field.WEEKDAY && numbers.remove(Integer.valueOf(0))) {
			numbers.add(7);
		}
		return numbers;
	}

	private static String joined(Field field, List<Integer> numbers) {
		return String.join(", ", numbers.stream().map((number) -> name(field, number)).toList());
	}

	private static String name(Field field, int number) {
		String name = field.name(field.wrapped(number));
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
	}

	private static String ranges(SortedSet<Integer> numbers) {
		List<String> ranges = new ArrayList<>();
		runs(numbers).forEach((run) -> ranges
			.add((run.size() == 1) ? String.valueOf(run.get(0)) : run.get(0) + " to " + run.get(run.size() - 1)));
		return String.join(", ", ranges);
	}

	/** Numbers that follow each other, together. */
	private static List<List<Integer>> runs(Iterable<Integer> numbers) {
		List<List<Integer>> runs = new ArrayList<>();
		for (int number : numbers) {
			List<Integer> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
			if (last.isEmpty() || last.get(last.size() - 1) != number - 1) {
				last = new ArrayList<>();
				runs.add(last);
			}
			last.add(number);
		}
		return runs;
	}

}
