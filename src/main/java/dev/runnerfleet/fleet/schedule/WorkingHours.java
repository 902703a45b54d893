package dev.runnerfleet.fleet.schedule;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A schedule of working hours. What the runner's library cannot read, or reads as
 * something else than it says, is not taken or is put so that it cannot be mistaken: one
 * range that goes backwards ends docker-machine's runner.
 *
 * @param fields what each field says
 */
public record WorkingHours(List<FieldValues> fields) {

	/** Every weekday falls on every day of the year equally often in 28 years. */
	private static final int CYCLE = 28 * 365 + 7;

	/** The days of those years, alike ones together. */
	private static final Collection<List<LocalDate>> CALENDAR = LocalDate.of(2001, 1, 1)
		.datesUntil(LocalDate.of(2029, 1, 1))
		.collect(Collectors
			.groupingBy((date) -> List.of(date.getMonthValue(), date.getDayOfMonth(), date.getDayOfWeek())))
		.values();

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

	/** What it means, such as {@code Mon to Fri, 8:00 to 18:00}. */
	public String words() {
		return new ScheduleWords(this).text();
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

	/**
	 * Which part of the time it is in force, on the average of many years.
	 * @return from 0 to 1, empty if it names days that no number tells, such as a month's
	 * last
	 */
	public OptionalDouble share() {
		if (this.fields.stream().anyMatch(FieldValues::special)) {
			return OptionalDouble.empty();
		}
		double ofDay = this.fields.stream()
			.filter((values) -> values.field().isOfDay())
			.mapToDouble((values) -> (double) values.values().size() / values.field().size())
			.reduce(1, (one, other) -> one * other);
		int days = CALENDAR.stream().filter((alike) -> includes(alike.get(0))).mapToInt(List::size).sum();
		return OptionalDouble.of(ofDay * days / CYCLE);
	}

	/**
	 * When it begins and ends to be in force, in local time.
	 * @param from where to begin
	 * @param most how many changes are asked for
	 * @return as many as there are within a year; none if it names days that no number
	 * tells, or single seconds
	 */
	public List<ZonedDateTime> changes(ZonedDateTime from, int most) {
		if (this.fields.stream().allMatch(FieldValues::all) || forSeconds()
				|| this.fields.stream().anyMatch(FieldValues::special)) {
			return List.of();
		}
		List<ZonedDateTime> changes = new ArrayList<>();
		ZonedDateTime at = from.truncatedTo(ChronoUnit.MINUTES);
		ZonedDateTime end = at.plusYears(1);
		boolean before = inForce(at);
		while (changes.size() < most && at.isBefore(end)) {
			ZonedDateTime next = (before || includes(at.toLocalDate())) ? at.plusMinutes(1)
					: at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
			boolean now = inForce(next);
			if (now != before) {
				changes.add(next);
			}
			before = now;
			at = next;
		}
		return changes;
	}

	/** Whether it is in force in a minute, as far as numbers tell. */
	public boolean inForce(ZonedDateTime at) {
		return has(Field.MINUTE, at.getMinute()) && has(Field.HOUR, at.getHour()) && includes(at.toLocalDate())
				&& field(Field.YEAR).map((years) -> years.values().contains(at.getYear())).orElse(true);
	}

	private boolean includes(LocalDate date) {
		boolean day = has(Field.DAY, date.getDayOfMonth());
		boolean weekday = has(Field.WEEKDAY, date.getDayOfWeek().getValue() % 7);
		return has(Field.MONTH, date.getMonthValue()) && (isEitherDay() ? day || weekday : day && weekday);
	}

	private boolean has(Field field, int number) {
		return field(field).orElseThrow().values().contains(number);
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

	/** A field that each schedule has. */
	FieldValues values(Field field) {
		return field(field).orElseThrow();
	}

	private Optional<FieldValues> field(Field field) {
		for (FieldValues values : this.fields) {
			if (values.field() == field) {
				return Optional.of(values);
			}
		}
		return Optional.empty();
	}

}
