package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which stacks to show, and which page of them.
 *
 * @param words what its search text has to contain, all of it
 * @param statuses AWS's names of statuses, empty for all
 * @param standings how they may stand, empty for all
 * @param healths how what runs in them may be, empty for all
 * @param sort the order
 * @param descending whether the order is turned round
 * @param after the stack before the page, for a page that follows another
 * @param before the stack behind the page, for a page that precedes another
 * @param skip how many stacks to leave out, for those who count pages
 * @param size how many at the most
 * @param hidden what to leave out
 */
public record StackQuery(List<String> words, Set<String> statuses, Set<Integer> standings, Set<String> healths,
		Sort sort, boolean descending, @Nullable UUID after, @Nullable UUID before, int skip, int size,
		List<Hidden> hidden) {

	/** Leaves nothing out. */
	public StackQuery(List<String> words, Set<String> statuses, Set<Integer> standings, Sort sort, boolean descending,
			@Nullable UUID after, @Nullable UUID before, int skip, int size) {
		this(words, statuses, standings, Set.of(), sort, descending, after, before, skip, size, List.of());
	}

	/**
	 * Half a character and what has no shape is found nowhere, and not every database
	 * would take it. Lines are told apart by line feeds.
	 */
	public StackQuery {
		words = words.stream().map((word) -> word.replaceAll("[\\p{Cntrl}\\p{Cs}&&[^\\n]]", "?")).toList();
		statuses = statuses.stream()
			.map((status) -> status.replaceAll("[^ -~]", "?"))
			.collect(Collectors.toUnmodifiableSet());
		standings = Set.copyOf(standings);
		healths = Set.copyOf(healths);
		hidden = List.copyOf(hidden);
	}

	boolean hasNeighbour() {
		return this.after != null || this.before != null;
	}

	/** The first page: where a neighbour was the last of its kind, nothing follows it. */
	StackQuery fromTheStart() {
		return new StackQuery(this.words, this.statuses, this.standings, this.healths, this.sort, this.descending, null,
				null, this.skip, this.size, this.hidden);
	}

	/**
	 * What is left out.
	 *
	 * @param standings how it stands
	 * @param before only that to which nothing has happened since, {@code null} for all
	 */
	public record Hidden(Set<Integer> standings, @Nullable Instant before) {

	}

	/** What stacks can be ordered by; each has an index. */
	public enum Sort {

		NAME("name"), STANDING("standing"), ACTIVITY("active_at"), AGE("created_at"), REGION("region"),
		SERVES("serves"), CAPACITY("capacity"), EDITION("edition"), URGENCY("urgency");

		private final String column;

		Sort(String column) {
			this.column = column;
		}

		String column() {
			return this.column;
		}

	}

	/**
	 * One page of stacks.
	 *
	 * @param stacks the stacks, in order
	 * @param total how many the query finds on all pages
	 * @param hasPrevious whether there are some before these
	 * @param hasNext whether there are some behind these
	 */
	public record Page(List<Stack> stacks, long total, boolean hasPrevious, boolean hasNext) {

	}

}
