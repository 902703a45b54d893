package dev.runnerfleet.fleet.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.listing.FleetQuery;
import dev.runnerfleet.fleet.listing.FleetQuery.Column;
import dev.runnerfleet.pulse.Health;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * Where the dashboard's links lead: all that narrows and orders it stands in its address,
 * and whatever is left as it is from the start is left out.
 *
 * @param query what is shown
 * @param after the fleet that the page is behind, {@code null} for none
 * @param before the fleet that the page precedes, {@code null} for none
 */
record DashboardAddress(FleetQuery query, @Nullable UUID after, @Nullable UUID before) {

	/** The worst first, then by name. */
	static final String SORT = "state";

	/** The first page. */
	DashboardAddress(FleetQuery query) {
		this(query, null, null);
	}

	/** What is shown, from its first page. */
	public String same() {
		return of(this.query, List.of());
	}

	/** Everything that there is, in the same order. */
	public String all() {
		return of(new FleetQuery("", List.of(), "", this.query.sort()), List.of());
	}

	/** All that a filter lets pass, as its tile has counted. */
	public String only(FleetState.Filter filter) {
		return of(new FleetQuery("", List.of(), filter.name().toLowerCase(Locale.ROOT), this.query.sort()), List.of());
	}

	/** The same in another order, or the other way round. */
	public String sorted(Column column) {
		boolean again = this.query.column().filter(column::equals).isPresent();
		boolean down = again ? !this.query.descending() : column == Column.CHANGE || column == Column.WORKERS;
		String sort = (down ? "-" : "") + column.name().toLowerCase(Locale.ROOT);
		return of(new FleetQuery(this.query.q(), this.query.labels(), this.query.status(), this.query.health(), sort),
				List.of());
	}

	/** With a label more, or without it where it is asked for already. */
	public String toggled(String label) {
		List<String> labels = new ArrayList<>(this.query.labels());
		if (!labels.remove(label)) {
			labels.add(label);
		}
		return of(new FleetQuery(this.query.q(), labels, this.query.status(), this.query.health(), this.query.sort()),
				List.of());
	}

	/** Those alone whose managers say so, or again whatever they say. */
	public String toggled(Health.Kind kind) {
		String health = this.query.kind().filter(kind::equals).isPresent() ? "" : kind.name().toLowerCase(Locale.ROOT);
		return of(new FleetQuery(this.query.q(), this.query.labels(), this.query.status(), health, this.query.sort()),
				List.of());
	}

	/** The page behind a fleet. */
	public String after(UUID fleet) {
		return of(this.query, List.of("after=" + fleet));
	}

	/** The page before a fleet. */
	public String before(UUID fleet) {
		return of(this.query, List.of("before=" + fleet));
	}

	/** The same page again with each of its fleets selected, or none. */
	public String selecting(boolean none) {
		List<String> more = new ArrayList<>();
		add(more, "after", Objects.toString(this.after, ""));
		add(more, "before", Objects.toString(this.before, ""));
		add(more, "select", none ? "" : "shown");
		return of(this.query, more);
	}

	/**
	 * Where the page hears of what changes, its own address with it: whose rows it shows
	 * is what somebody looks at.
	 * @param since when it was made, in milliseconds
	 */
	public String live(long since) {
		List<String> more = new ArrayList<>(List.of("since=" + since));
		add(more, "after", Objects.toString(this.after, ""));
		add(more, "before", Objects.toString(this.before, ""));
		return "/live" + of(this.query, more);
	}

	private static String of(FleetQuery query, List<String> more) {
		List<String> parts = new ArrayList<>();
		add(parts, "q", query.q());
		query.labels().forEach((label) -> add(parts, "label", label));
		add(parts, "status", query.status());
		add(parts, "health", query.health());
		add(parts, "sort", query.sort().equals(SORT) ? "" : query.sort());
		parts.addAll(more);
		return parts.isEmpty() ? "" : "?" + String.join("&", parts);
	}

	private static void add(List<String> parts, String name, String value) {
		if (!value.isEmpty()) {
			parts.add(name + "=" + UriUtils.encode(value, StandardCharsets.UTF_8));
		}
	}

}
