package dev.runnerfleet.fleet.schedule;

import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A schedule of working hours. What the runner's library cannot read, or reads as
 * something else than it says, is not taken or is put so that it cannot be mistaken: one
 * range that goes backwards ends docker-machine's runner.
 *
 * @param fields what each field says
 */
public record WorkingHours(List<FieldValues> fields) {

	/**
	 * Reads a schedule.
	 * @return the schedule, empty if it cannot be read
	 */
	public static Optional<WorkingHours> of(String text, Dialect dialect) {
		try {
			return Optional.of(read(text, dialect));
		}
		catch (ScheduleException ex) {
			return Optional.empty();
		}
	}

	/**
	 * What is wrong with a schedule.
	 * @return a sentence for whoever wrote it, empty if nothing is
	 */
	public static Optional<String> objection(String text, Dialect dialect) {
		try {
			read(text, dialect);
			return Optional.empty();
		}
		catch (ScheduleException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	/** The schedule as the runner's library reads it without a doubt. */
	public String text() {
		return this.fields.stream().map(FieldValues::text).collect(Collectors.joining(" "));
	}

	/** Whether it is in force for single seconds only. */
	public boolean forSeconds() {
		return field(Field.SECOND).map((seconds) -> !seconds.all()).orElse(false);
	}

	/** Whether all its years are before another one. */
	public boolean isOverIn(int year) {
		return field(Field.YEAR).map((years) -> years.values().last() < year).orElse(false);
	}

	/**
	 * Whether it names days of the month and weekdays, of which cron takes the one or the
	 * other.
	 */
	public boolean isEitherDay() {
		return !field(Field.DAY).orElseThrow().all() && !field(Field.WEEKDAY).orElseThrow().all();
	}

	private static WorkingHours read(String text, Dialect dialect) {
		List<String> words = List.of(text.strip().split("\\s+"));
		if (words.size() != dialect.fields().size()) {
			throw new ScheduleException(dialect.expected(words));
		}
		List<FieldValues> fields = new ArrayList<>();
		for (int i = 0; i < words.size(); i++) {
			fields.add(FieldValues.of(dialect.fields().get(i), words.get(i), dialect));
		}
		WorkingHours hours = new WorkingHours(List.copyOf(fields));
		if (!hours.hasDays()) {
			throw new ScheduleException("None of its months has such a day.");
		}
		return hours;
	}

	private boolean hasDays() {
		FieldValues days = field(Field.DAY).orElseThrow();
		return days.special() || !field(Field.WEEKDAY).orElseThrow().all()
				|| field(Field.MONTH).orElseThrow()
					.values()
					.stream()
					.anyMatch((month) -> days.values().first() <= Month.of(month).maxLength());
	}

	private Optional<FieldValues> field(Field field) {
		return this.fields.stream().filter((values) -> values.field() == field).findFirst();
	}

}
