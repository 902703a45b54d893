package dev.runnerfleet.fleet.schedule;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A value, a range or a series of values.
 *
 * @param field the field
 * @param first where it begins
 * @param last where it ends; beyond the field's end where it goes on at its beginning
 * @param step from one value to the next
 * @param named whether names are written
 */
record Span(Field field, int first, int last, int step, boolean named) {

	static Span of(Field field, String from, @Nullable String to, @Nullable String step, Dialect dialect) {
		int pace = step(field, step);
		if (from.equals("*")) {
			return new Span(field, field.min(), field.max(), pace, false);
		}
		// A library that knows no names of months knows their numbers.
		boolean named = (field != Field.MONTH || dialect.extended())
				&& (field.isName(from) || to != null && field.isName(to));
		int first = field.wrapped(field.number(from, dialect.extended()));
		if (to == null || to.equalsIgnoreCase(from)) {
			return new Span(field, first, (step != null) ? field.max() : first, pace, named);
		}
		int last = field.number(to, dialect.extended());
		if (last < first && field == Field.YEAR) {
			throw new ScheduleException("The years %s-%s go backwards.".formatted(from, to));
		}
		return new Span(field, first, (last < first) ? last + field.size() : last, pace, named);
	}

	/** Numbers in order, those after the field's end as they go on at its beginning. */
	List<Integer> values() {
		return IntStream.iterate(this.first, (number) -> number <= this.last, (number) -> number + this.step)
			.mapToObj(this.field::wrapped)
			.distinct()
			.toList();
	}

	/** The same with nothing that goes backwards. */
	String text() {
		boolean wraps = this.last > this.field.max();
		if (this.step == 1) {
			return wraps
					? range(this.first, this.field.max()) + "," + range(this.field.min(), this.field.wrapped(this.last))
					: range(this.first, this.last);
		}
		if (wraps) {
			return values().stream().map(this::word).collect(Collectors.joining(","));
		}
		boolean whole = this.first == this.field.min() && this.last == this.field.max();
		return (whole ? "*" : range(this.first, this.last)) + "/" + this.step;
	}

	private String range(int from, int to) {
		return (from == to) ? word(from) : word(from) + "-" + word(to);
	}

	private String word(int number) {
		return this.named ? this.field.name(number) : String.valueOf(number);
	}

	private static int step(Field field, @Nullable String step) {
		if (step == null) {
			return 1;
		}
		int number = Integer.parseInt(step);
		int most = Math.min(field.max(), 59);
		if (number < 1 || number > most) {
			throw new ScheduleException("A step in the %s goes from 1 to %d.".formatted(field.title(), most));
		}
		return number;
	}

}
