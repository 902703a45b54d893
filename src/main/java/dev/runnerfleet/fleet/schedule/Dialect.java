package dev.runnerfleet.fleet.schedule;

import java.util.List;
import java.util.stream.Collectors;

/** The kind of cron that a runner's executor reads. */
public enum Dialect {

	/** Five fields, names of three letters. */
	DOCKER_AUTOSCALER("* 8-17 * * mon-fri", Field.MINUTE, Field.HOUR, Field.DAY, Field.MONTH, Field.WEEKDAY),

	/**
	 * Seven fields, read by gorhill/cronexpr: full names, {@code ?}, {@code L}, {@code W}
	 * and {@code #} too.
	 */
	DOCKER_MACHINE("* * 8-17 * * mon-fri *", Field.SECOND, Field.MINUTE, Field.HOUR, Field.DAY, Field.MONTH,
			Field.WEEKDAY, Field.YEAR);

	private final String example;

	private final List<Field> fields;

	Dialect(String example, Field... fields) {
		this.example = example;
		this.fields = List.of(fields);
	}

	/** The dialect of a blueprint's executor. */
	public static Dialect of(String blueprint) {
		return blueprint.equals("docker-machine") ? DOCKER_MACHINE : DOCKER_AUTOSCALER;
	}

	List<Field> fields() {
		return this.fields;
	}

	boolean extended() {
		return this == DOCKER_MACHINE;
	}

	/** What to write instead of something with another number of fields. */
	String expected(List<String> found) {
		String wanted = "Enter %s cron fields - %s - such as %s.".formatted(
				(this.fields.size() == 5) ? "five" : "seven",
				this.fields.stream().map(Field::title).collect(Collectors.joining(", ")), this.example);
		return wanted + translation(found);
	}

	private String translation(List<String> found) {
		if (extended() && found.size() == 5) {
			return " This one would be * %s *.".formatted(String.join(" ", found));
		}
		boolean plain = !extended() && found.size() == 7 && found.get(0).equals("*") && found.get(6).equals("*");
		return plain ? " This one would be %s.".formatted(String.join(" ", found.subList(1, 6))) : "";
	}

}
