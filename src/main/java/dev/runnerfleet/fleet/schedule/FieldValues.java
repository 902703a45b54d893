package dev.runnerfleet.fleet.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one field of a schedule says.
 *
 * @param field the field
 * @param text the same in a form that the runner's library cannot mistake: every range
 * goes forwards, every value once
 * @param values the numbers that it stands for
 * @param special whether it names days that no number tells, such as a month's last
 */
record FieldValues(Field field, String text, SortedSet<Integer> values, boolean special) {

	private static final Pattern ENTRY = Pattern.compile("(?<from>\\*|\\w+)(-(?<to>\\w+))?(/(?<step>\\d{1,4}))?");

	/** The last day, the last working day, the working day nearest to one. */
	private static final Pattern SPECIAL_DAY = Pattern.compile("l|lw|(?<value>\\d{1,2})w");

	/** The last or the n-th such weekday of a month. */
	private static final Pattern SPECIAL_WEEKDAY = Pattern.compile("(?<value>\\w+?)(?<which>l|#[1-5])");

	/**
	 * Reads a field.
	 * @throws ScheduleException if it cannot be read
	 */
	static FieldValues of(Field field, String text, Dialect dialect) {
		List<String> texts = new ArrayList<>();
		SortedSet<Integer> values = new TreeSet<>();
		boolean special = false;
		for (String entry : text.split(",", -1)) {
			String specialText = dialect.extended() ? special(field, entry.toLowerCase(Locale.ROOT)) : "";
			special |= !specialText.isEmpty();
			texts.add(specialText.isEmpty() ? plain(field, entry, dialect, values) : specialText);
		}
		boolean all = values.size() == field.size();
		return new FieldValues(field, all ? "*" : String.join(",", texts), values, special && !all);
	}

	/** Whether it leaves nothing out. */
	boolean all() {
		return this.values.size() == this.field.size();
	}

	/** The text of days that no number tells, blank for anything else. */
	private static String special(Field field, String entry) {
		if (field == Field.DAY) {
			Matcher day = SPECIAL_DAY.matcher(entry);
			if (day.matches()) {
				String value = day.group("value");
				return (value != null) ? field.number(value, true) + "W" : entry.toUpperCase(Locale.ROOT);
			}
		}
		if (field == Field.WEEKDAY) {
			Matcher weekday = SPECIAL_WEEKDAY.matcher(entry);
			if (weekday.matches()) {
				return field.wrapped(field.number(weekday.group("value"), true))
						+ weekday.group("which").toUpperCase(Locale.ROOT);
			}
		}
		return "";
	}

	private static String plain(Field field, String entry, Dialect dialect, SortedSet<Integer> values) {
		String starred = (dialect.extended() && entry.equals("?")) ? "*" : entry;
		Matcher matcher = ENTRY.matcher(starred);
		if (!matcher.matches() || matcher.group("from").equals("*") && matcher.group("to") != null) {
			throw new ScheduleException("The %s “%s” is not understood.".formatted(field.title(), entry));
		}
		Span span = Span.of(field, matcher.group("from"), matcher.group("to"), matcher.group("step"), dialect);
		values.addAll(span.values());
		return span.text();
	}

}
