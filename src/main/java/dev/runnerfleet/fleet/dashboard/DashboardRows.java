package dev.runnerfleet.fleet.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.live.LivePiece;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.stereotype.Component;

/** Makes the dashboard's rows, the same for a first view and for a live piece. */
@Component
public class DashboardRows {

	private final Stacks stacks;

	private final Fleets fleets;

	private final ITemplateEngine templates;

	private final Clock clock;

	DashboardRows(Stacks stacks, Fleets fleets, ITemplateEngine templates, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.templates = templates;
		this.clock = clock;
	}

	/**
	 * The rows by fleet as live pages take them, read together however many there are.
	 */
	public Map<UUID, LivePiece> pieces(List<Stack> stacks) {
		return of(stacks).stream().collect(Collectors.toMap(DashboardRow::id, this::piece));
	}

	List<DashboardRow> of(List<Stack> stacks) {
		Instant now = this.clock.instant();
		List<UUID> ids = stacks.stream().map(Stack::id).toList();
		var fleets = this.fleets.find(ids);
		var operations = this.stacks.latestOperations(ids);
		return stacks.stream()
			.map((stack) -> DashboardRow.of(stack, fleets.get(stack.id()), operations.get(stack.id()), now))
			.toList();
	}

	private LivePiece piece(DashboardRow row) {
		return (base) -> {
			Context context = new Context(Locale.ENGLISH, Map.of("rows", List.of(row)));
			context.setVariable("base", base);
			return this.templates.process("dashboard/dashboard", Set.of("row"), context);
		};
	}

}
