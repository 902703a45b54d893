package dev.runnerfleet.fleet.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.listing.FleetQuery;
import dev.runnerfleet.fleet.listing.FleetQuery.Column;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.StackQuery;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard as somebody asked for it.
 *
 * @param query what is shown
 * @param address where its links lead
 * @param page the fleets
 * @param tiles how many fleets stand how
 * @param healths how many fleets are how, as their managers say
 * @param labels those that there are
 * @param views addresses that this person has saved
 */
record DashboardPage(FleetQuery query, DashboardAddress address, StackQuery.Page page, List<Tile> tiles,
		List<Choice> healths, List<String> labels, List<SavedViews.View> views) {

	/** The columns of the table. */
	public List<Head> heads() {
		return List.of(head("Name", Column.NAME), head("State", Column.STATE), new Head("Jobs", "jobs", null, null),
				head("Workers", Column.WORKERS), new Head("Wait", "wait", null, null),
				new Head("Heard", "heard", null, null), head("GitLab", Column.GITLAB),
				new Head("Labels", "labels", null, null), head("Last change", Column.CHANGE),
				head("Region", Column.REGION), head("Version", Column.VERSION));
	}

	private Head head(String label, Column column) {
		boolean sorted = this.query.column().filter(column::equals).isPresent();
		String order = this.query.descending() ? "descending" : "ascending";
		return new Head(label, column.name().toLowerCase(Locale.ROOT), this.address.sorted(column),
				sorted ? order : null);
	}

	/** Whether nothing was ever launched. */
	public boolean blank() {
		return !this.query.narrowed() && this.page.total() == 0
				&& this.tiles.stream().allMatch((tile) -> tile.count() == 0);
	}

	/** Whether what is launched now would be the first on it. */
	public boolean newestFirst() {
		return !this.query.narrowed() && !this.page.hasPrevious() && this.query.sort().equals(DashboardAddress.SORT);
	}

	/** Whether the worst are to be on top. */
	public boolean worstFirst() {
		return this.query.sort().equals(DashboardAddress.SORT);
	}

	/** Whether removed fleets are what is asked for. */
	public boolean asksForRemoved() {
		return this.query.filter().filter(FleetState.Filter.REMOVED::equals).isPresent();
	}

	/** Whether it is narrowed to a status that there is not. */
	public boolean unknownStatus() {
		return !this.query.status().isEmpty() && this.query.filter().isEmpty();
	}

	/** Whether it is narrowed to a health that there is not. */
	public boolean unknownHealth() {
		return !this.query.health().isEmpty() && this.query.kind().isEmpty();
	}

	/**
	 * A health that fleets can be narrowed to.
	 *
	 * @param kind which
	 * @param label what it says
	 * @param count how many fleets are so
	 */
	record Choice(Health.Kind kind, String label, long count) {

		static List<Choice> of(Map<Health.Kind, Long> counts) {
			return counts.entrySet()
				.stream()
				.map((each) -> new Choice(each.getKey(), label(each.getKey()), each.getValue()))
				.toList();
		}

		private static String label(Health.Kind kind) {
			return switch (kind) {
				case NOT_POLLING -> "Not polling GitLab";
				case TOKEN_REFUSED -> "GitLab refuses the token";
				case TOKEN_ENDS -> "Token expires soon";
				case CANNOT_SCALE -> "Cannot start workers";
				case MANAGER_GONE -> "Manager is gone";
				case SILENT -> "No word from the manager";
				case CHANGE_NOT_IN_FORCE -> "Change not in force";
				case BUSY -> "Busy";
				case WORKING -> "Working";
				case IDLE -> "Idle";
				case UNKNOWN -> "Does not report";
			};
		}

	}

	/**
	 * The head of a column.
	 *
	 * @param label what it says
	 * @param id names the column
	 * @param link where it is ordered by, {@code null} if it cannot be
	 * @param order {@code ascending} or {@code descending}, {@code null} if it is ordered
	 * by another
	 */
	record Head(String label, String id, @Nullable String link, @Nullable String order) {

	}

	/**
	 * How many fleets stand how.
	 *
	 * @param id names the filter, {@code all} for those that are there
	 * @param label what it says
	 * @param count how many
	 * @param filter what it lets pass, {@code null} for all that are there
	 */
	record Tile(String id, String label, long count, FleetState.@Nullable Filter filter) {

		static List<Tile> of(Map<FleetState.Filter, Long> counts) {
			long there = counts.entrySet()
				.stream()
				.filter((each) -> each.getKey() != FleetState.Filter.REMOVED)
				.mapToLong(Map.Entry::getValue)
				.sum();
			List<Tile> tiles = new ArrayList<>(List.of(new Tile("all", "All", there, null)));
			Arrays.stream(FleetState.Filter.values())
				.map((filter) -> new Tile(filter.name().toLowerCase(Locale.ROOT), filter.label(),
						counts.getOrDefault(filter, 0L), filter))
				.forEach(tiles::add);
			return tiles;
		}

		/** Whether it shows what is asked for. */
		public boolean current(FleetQuery query) {
			return (this.filter != null) ? query.filter().filter(this.filter::equals).isPresent()
					: query.status().isEmpty();
		}

	}

}
