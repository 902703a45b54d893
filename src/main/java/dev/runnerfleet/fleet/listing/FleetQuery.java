package dev.runnerfleet.fleet.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.StackQuery;

/**
 * Which fleets somebody asks for, as addresses and scripts say it.
 *
 * @param q words that are all to be found, each in a name, region, person, GitLab, tag,
 * label or blueprint; {@code #} before a label and {@code @} before a person look there
 * alone
 * @param labels labels that it has, all of them
 * @param status one of the filters or AWS's name of a status, blank for all that are
 * there
 * @param health how its manager says that it is, by one of {@code Health}'s names in any
 * case; blank for all
 * @param sort a column, after a minus for the order turned round
 */
public record FleetQuery(String q, List<String> labels, String status, String health, String sort) {

	/** What a label begins with in a search text, so that it can be looked for alone. */
	static final String LABEL = "#";

	/** What a person begins with. */
	static final String PERSON = "@";

	/** What fleets can be ordered by, as addresses name it. */
	public enum Column {

		NAME(StackQuery.Sort.NAME), STATE(StackQuery.Sort.URGENCY), GITLAB(StackQuery.Sort.SERVES),
		WORKERS(StackQuery.Sort.CAPACITY), CHANGE(StackQuery.Sort.ACTIVITY), REGION(StackQuery.Sort.REGION),
		VERSION(StackQuery.Sort.EDITION), AGE(StackQuery.Sort.AGE);

		private final StackQuery.Sort sort;

		Column(StackQuery.Sort sort) {
			this.sort = sort;
		}

	}

	public FleetQuery {
		q = q.strip();
		labels = labels.stream().flatMap((label) -> FleetLabels.in(label).stream()).distinct().toList();
		status = status.strip();
		health = health.strip();
	}

	/** Whatever its health. */
	public FleetQuery(String q, List<String> labels, String status, String sort) {
		this(q, labels, status, "", sort);
	}

	/**
	 * The same without what there is not.
	 * @param otherwise what it is ordered by where there is no such column
	 */
	public FleetQuery known(String otherwise) {
		return new FleetQuery(this.q, this.labels, filter().isPresent() ? this.status : "",
				kind().isPresent() ? this.health : "", column().isPresent() ? this.sort : otherwise);
	}

	/** Which of the filters is asked for, empty for all or where there is no such one. */
	public Optional<FleetState.Filter> filter() {
		return FleetState.Filter.of(this.status);
	}

	/** Which health is asked for, empty for all or where there is no such one. */
	public Optional<Health.Kind> kind() {
		return Arrays.stream(Health.Kind.values())
			.filter((kind) -> kind.name().equals(this.health.toUpperCase(Locale.ROOT)))
			.findFirst();
	}

	/** What it is ordered by, empty where there is no such column. */
	public Optional<Column> column() {
		String name = this.sort.startsWith("-") ? this.sort.substring(1) : this.sort;
		return Arrays.stream(Column.values())
			.filter((column) -> column.name().equals(name.toUpperCase(Locale.ROOT)))
			.findFirst();
	}

	public boolean descending() {
		return this.sort.startsWith("-");
	}

	/** Whether it leaves anything out that is there. */
	public boolean narrowed() {
		return !this.q.isEmpty() || !this.labels.isEmpty() || !this.status.isEmpty() || !this.health.isEmpty();
	}

	StackQuery.Sort order() {
		return column().map((column) -> column.sort).orElse(StackQuery.Sort.AGE);
	}

	/** What is looked for in the search text: words anywhere, labels as a whole line. */
	List<String> words() {
		return Stream
			.concat(Arrays.stream(this.q.split("\\s+")).filter((word) -> !word.isEmpty()),
					this.labels.stream().map((label) -> "\n" + LABEL + label + "\n"))
			.toList();
	}

}
