package dev.runnerfleet.fleet.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStandings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts into words what a fleet is found by, to be kept beside its stack. */
@Component
public class FleetEntries {

	/** After whatever is under way. */
	private static final int ALL_TAKEN = 199;

	private static final int WELL = 200;

	private final Fleets fleets;

	private final FleetLabels labels;

	FleetEntries(Fleets fleets, FleetLabels labels) {
		this.fleets = fleets;
		this.labels = labels;
	}

	/**
	 * What is to be kept of some fleets.
	 * @param stacks their stacks with how each stands
	 * @param operations what was asked of them last, by fleet
	 * @param healths how those are of which that is to be told, by fleet
	 */
	public Map<UUID, StackStandings.Entry> of(Map<Stack, Stack.Standing> stacks, Map<UUID, Operation> operations,
			Map<UUID, Health.Kind> healths) {
		List<UUID> ids = stacks.keySet().stream().map(Stack::id).toList();
		Map<UUID, Fleet> known = this.fleets.find(ids);
		Map<UUID, List<String>> labelled = this.labels.of(ids);
		return stacks.entrySet()
			.stream()
			.collect(Collectors.toMap((each) -> each.getKey().id(),
					(each) -> entry(each.getKey(), each.getValue(), known.get(each.getKey().id()),
							labelled.getOrDefault(each.getKey().id(), List.of()), operations.get(each.getKey().id()),
							healths.get(each.getKey().id()))));
	}

	private static StackStandings.Entry entry(Stack stack, Stack.Standing standing, @Nullable Fleet fleet,
			List<String> labels, @Nullable Operation latest, Health.@Nullable Kind health) {
		List<String> lines = new ArrayList<>();
		lines.add(stack.name());
		lines.add(stack.region());
		lines.add(FleetQuery.PERSON + stack.createdBy());
		if (latest != null) {
			lines.add(FleetQuery.PERSON + latest.requestedBy());
		}
		labels.forEach((label) -> lines.add(FleetQuery.LABEL + label));
		String told = (health != null) ? health.name() : "";
		String urgency = urgency(stack, standing, health);
		if (fleet == null) {
			return new StackStandings.Entry(standing, "", 0, "", text(lines), told, urgency);
		}
		FleetPurpose purpose = FleetPurpose.of(fleet);
		lines.add(fleet.blueprint());
		lines.add(purpose.url());
		lines.add(purpose.target());
		lines.addAll(purpose.tags());
		return new StackStandings.Entry(standing, purpose.words().toLowerCase(Locale.ROOT), purpose.workers(),
				"%s %06d".formatted(fleet.blueprint(), fleet.blueprintVersion()), text(lines), told, urgency);
	}

	/** Among those that are well only one of which all is taken comes first. */
	private static String urgency(Stack stack, Stack.Standing standing, Health.@Nullable Kind health) {
		boolean well = FleetState.of(standing.number())
			.filter((state) -> state.filter() == FleetState.Filter.READY)
			.isPresent();
		int rank = !well ? standing.number() : (health == Health.Kind.BUSY) ? ALL_TAKEN : WELL;
		return "%03d %s".formatted(rank, stack.name().toLowerCase(Locale.ROOT));
	}

	private static String text(List<String> lines) {
		return "\n" + lines.stream().distinct().collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT) + "\n";
	}

}
