package dev.runnerfleet.fleet.schedule;

import java.util.List;
import java.util.Locale;

/** One field of a schedule with the numbers and names that it takes. */
enum Field {

	SECOND("second", 0, 59), MINUTE("minute", 0, 59), HOUR("hour", 0, 23), DAY("day of the month", 1, 31),
	MONTH("month", 1, 12, "january", "february", "march", "april", "may", "june", "july", "august", "september",
			"october", "november", "december"),
	/** Sunday is 0, and 7 in what people write. */
	WEEKDAY("weekday", 0, 6, "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
	YEAR("year", 1970, 2099);

	private final String title;

	private final int min;

	private final int max;

	private final List<String> names;

	Field(String title, int min, int max, String... names) {
		this.title = title;
		this.min = min;
		this.max = max;
		this.names = List.of(names);
	}

	String title() {
		return this.title;
	}

	int min() {
		return this.min;
	}

	int max() {
		return this.max;
	}

	int size() {
		return this.max - this.min + 1;
	}

	/** Whether it divides a day, as opposed to choosing days. */
	boolean isOfDay() {
		return this == SECOND || this == MINUTE || this == HOUR;
	}

	/** The value that a number stands for which went past the end of the field. */
	int wrapped(int number) {
		return this.min + (number - this.min) % size();
	}

	/** Whether this is a name rather than a number. */
	boolean isName(String word) {
		return !word.isEmpty() && Character.isLetter(word.charAt(0));
	}

	/**
	 * The number that a word stands for; 7 for a Sunday that was written so.
	 * @param fullNames whether names may be written in full
	 * @throws ScheduleException if it stands for none
	 */
	int number(String word, boolean fullNames) {
		return isName(word) ? named(word.toLowerCase(Locale.ROOT), fullNames) : numbered(word);
	}

	/** The name of three letters. */
	String name(int number) {
		return this.names.get(number - this.min).substring(0, 3);
	}

	private int named(String word, boolean fullNames) {
		for (int i = 0; i < this.names.size(); i++) {
			String name = this.names.get(i);
			if (name.substring(0, 3).equals(word) || fullNames && name.equals(word)) {
				return this.min + i;
			}
		}
		throw new ScheduleException(this.names.isEmpty() ? "The %s “%s” is no number.".formatted(this.title, word)
				: "There is no %s “%s”. Use names of three letters, such as %s and %s, or numbers."
					.formatted(this.title, word, name(this.min), name(this.max)));
	}

	private int numbered(String word) {
		String digits = (this == YEAR) ? "\\d{4}" : "\\d{1,2}";
		if (!word.matches(digits)) {
			throw new ScheduleException("The %s “%s” is not understood.".formatted(this.title, word));
		}
		int number = Integer.parseInt(word);
		int last = (this == WEEKDAY) ? 7 : this.max;
		if (number < this.min || number > last) {
			throw new ScheduleException("The %s goes from %d to %d.".formatted(this.title, this.min, last));
		}
		return number;
	}

}
