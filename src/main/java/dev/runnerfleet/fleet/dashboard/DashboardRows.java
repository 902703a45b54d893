package dev.runnerfleet.fleet.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.health.HealthViews;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.fleet.listing.FleetList;
import dev.runnerfleet.fleet.listing.FleetQuery;
import dev.runnerfleet.live.LivePiece;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.stereotype.Component;

/** Makes the dashboard's rows, the same for a first view and for a live piece. */
@Component
public class DashboardRows {

	/** How many fleets are on a page. */
	static final int PAGE = 50;

	private final Stacks stacks;

	private final Fleets fleets;

	private final FleetLabels labels;

	private final FleetList list;

	private final HealthViews healths;

	private final Blueprints blueprints;

	private final ITemplateEngine templates;

	private final Clock clock;

	DashboardRows(Stacks stacks, Fleets fleets, FleetLabels labels, FleetList list, HealthViews healths,
			Blueprints blueprints, ITemplateEngine templates, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.labels = labels;
		this.list = list;
		this.healths = healths;
		this.blueprints = blueprints;
		this.templates = templates;
		this.clock = clock;
	}

	/**
	 * The rows by fleet as live pages take them, read together however many there are.
	 */
	public Map<UUID, LivePiece> pieces(List<Stack> stacks) {
		return of(stacks).stream().collect(Collectors.toMap(DashboardRow::id, this::piece));
	}

	/** The fleets that a page shows. */
	public Set<UUID> shown(Asked asked) {
		return this.list.page(asked.query(), asked.after(), asked.before(), PAGE)
			.stacks()
			.stream()
			.map(Stack::id)
			.collect(Collectors.toSet());
	}

	List<DashboardRow> of(List<Stack> stacks) {
		Instant now = this.clock.instant();
		List<UUID> ids = stacks.stream().map(Stack::id).toList();
		var fleets = this.fleets.find(ids);
		var operations = this.stacks.latestOperations(ids);
		var labels = this.labels.of(ids);
		var pulses = this.healths.glances(stacks, now);
		return stacks.stream().map((stack) -> {
			Fleet fleet = fleets.get(stack.id());
			Blueprint blueprint = (fleet != null) ? this.blueprints.find(fleet.blueprint()).orElse(null) : null;
			return DashboardRow.of(stack, fleet, labels.getOrDefault(stack.id(), List.of()), operations.get(stack.id()),
					blueprint, pulses.get(stack.id()), now);
		}).toList();
	}

	/** How many fleets stand how, as live pages take it. */
	public LivePiece counts() {
		List<DashboardPage.Tile> tiles = DashboardPage.Tile.of(this.list.counts());
		return (base) -> this.templates.process("dashboard/counts", Set.of("counts"),
				new Context(Locale.ENGLISH, Map.of("tiles", tiles)));
	}

	private LivePiece piece(DashboardRow row) {
		return (base) -> this.templates.process("dashboard/dashboard", Set.of("row"),
				new Context(Locale.ENGLISH, Map.of("rows", List.of(row), "base", base)));
	}

	/**
	 * The page that somebody asked for, by the parameters of its address.
	 *
	 * @param q as in the query
	 * @param label as in the query
	 * @param status as in the query
	 * @param health as in the query
	 * @param sort as in the query
	 * @param after the fleet that the page is behind
	 * @param before the fleet that the page precedes
	 */
	public record Asked(@Nullable String q, @Nullable List<String> label, @Nullable String status,
			@Nullable String health, @Nullable String sort, @Nullable UUID after, @Nullable UUID before) {

		/** What is shown: whatever there is not is as if it had not been asked for. */
		FleetQuery query() {
			FleetQuery asked = new FleetQuery(Objects.toString(this.q, ""),
					(this.label != null) ? this.label : List.of(), Objects.toString(this.status, ""),
					Objects.toString(this.health, ""), Objects.toString(this.sort, ""));
			return asked.known(DashboardAddress.SORT);
		}

	}

}
