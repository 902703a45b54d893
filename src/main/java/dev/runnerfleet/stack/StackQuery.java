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
 * @param name a part of the name in any case, blank for all
 * @param statuses AWS's names of statuses, empty for all
 * @param standings how they may stand, empty for all
 * @param sort the order
 * @param descending whether the order is turned round
 * @param after the stack before the page, for a page that follows another
 * @param before the stack behind the page, for a page that precedes another
 * @param skip how many stacks to leave out, for those who count pages
 * @param size how many at the most
 * @param hidden what to leave out, if anything
 */
public record StackQuery(String name, Set<String> statuses, Set<Integer> standings, Sort sort, boolean descending,
		@Nullable UUID after, @Nullable UUID before, int skip, int size, @Nullable Hidden hidden) {

	/** Leaves nothing out. */
	public StackQuery(String name, Set<String> statuses, Set<Integer> standings, Sort sort, boolean descending,
			@Nullable UUID after, @Nullable UUID before, int skip, int size) {
		this(name, statuses, standings, sort, descending, after, before, skip, size, null);
	}

	/**
	 * Names and statuses are plain ASCII: anything else is found nowhere, and not every
	 * database would take it.
	 */
	public StackQuery {
		name = plain(name);
		statuses = statuses.stream().map(StackQuery::plain).collect(Collectors.toUnmodifiableSet());
		standings = Set.copyOf(standings);
	}

	private static String plain(String text) {
		return text.replaceAll("[^ -~]", "?");
	}

	boolean hasNeighbour() {
		return this.after != null || this.before != null;
	}

	/** The first page: where a neighbour was the last of its kind, nothing follows it. */
	StackQuery fromTheStart() {
		return new StackQuery(this.name, this.statuses, this.standings, this.sort, this.descending, null, null,
				this.skip, this.size, this.hidden);
	}

	/** Whether it is narrowed to some statuses or standings. */
	public boolean asksForSome() {
		return !this.statuses.isEmpty() || !this.standings.isEmpty();
	}

	/**
	 * The same without what is long over.
	 * @param standings how that stands
	 * @param before since when nothing has happened to it
	 */
	public StackQuery without(Set<Integer> standings, Instant before) {
		return new StackQuery(this.name, this.statuses, this.standings, this.sort, this.descending, this.after,
				this.before, this.skip, this.size, new Hidden(Set.copyOf(standings), before));
	}

	/**
	 * What is long over.
	 *
	 * @param standings how it stands
	 * @param before since when nothing has happened to it
	 */
	record Hidden(Set<Integer> standings, Instant before) {

	}

	/** What stacks can be ordered by; each has an index. */
	public enum Sort {

		NAME("name"), STANDING("standing"), ACTIVITY("active_at"), AGE("created_at");

		private final String column;

		Sort(String column) {
			this.column = column;
		}

		String column() {
			return this.column;
		}

		Object valueOf(Stack stack) {
			return switch (this) {
				case NAME -> stack.name();
				case STANDING -> stack.standing();
				case ACTIVITY -> Columns.sql(stack.activeAt());
				case AGE -> Columns.sql(stack.createdAt());
			};
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
