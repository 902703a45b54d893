package dev.runnerfleet.fleet.removal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.fleet.FleetFacts;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.listing.FleetEntries;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStandings;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps each fleet's state beside its stack: it is worked out at the end of whatever
 * transaction changes one of its facts, so that nobody ever sees the one without the
 * other.
 */
@Component
class FleetStates implements InitializingBean {

	private static final int BATCH = 500;

	private final Stacks stacks;

	private final Removals removals;

	private final Closures closures;

	private final StackStandings standings;

	private final FleetEntries entries;

	private final Autopsies autopsies;

	private final Pulses pulses;

	FleetStates(Stacks stacks, Removals removals, Closures closures, StackStandings standings, FleetEntries entries,
			Autopsies autopsies, Pulses pulses) {
		this.stacks = stacks;
		this.removals = removals;
		this.closures = closures;
		this.standings = standings;
		this.entries = entries;
		this.autopsies = autopsies;
		this.pulses = pulses;
	}

	/** Works out what no earlier version of the portal has, before anybody looks. */
	@Override
	public void afterPropertiesSet() {
		List<Stack> unsaid = this.standings.unsaid(BATCH);
		while (!unsaid.isEmpty()) {
			store(unsaid);
			unsaid = this.standings.unsaid(BATCH);
		}
	}

	@EventListener
	void changed(Stack.Changed change) {
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new AtTheEnd(this, change.id()));
		}
		else {
			store(change.id());
		}
	}

	private void store(UUID id) {
		this.standings.lock(id).ifPresent((stack) -> store(List.of(stack)));
	}

	private void store(List<Stack> stacks) {
		List<UUID> ids = stacks.stream().map(Stack::id).toList();
		var operations = this.stacks.latestOperations(ids);
		var removals = this.removals.ofOperations(operations.values().stream().map(Operation::id).toList());
		var closed = this.closures.of(ids);
		var reports = this.autopsies.reports(ids);
		var pulses = this.pulses.of(ids);
		Map<Stack, Stack.Standing> standings = new LinkedHashMap<>();
		Map<UUID, Health.Kind> healths = new HashMap<>();
		for (Stack stack : stacks) {
			Operation latest = operations.get(stack.id());
			Pulses.Reading reading = pulses.get(stack.id());
			FleetFacts facts = FleetFacts.of(stack, latest, again(latest), course(latest, removals),
					closed.getOrDefault(stack.id(), Set.of()), ManagerReport.of(reports.get(stack.id()), reading));
			Health health = (reading != null) ? reading.health() : null;
			FleetState state = facts.state().with((health != null) ? health.kind() : null);
			standings.put(stack, ManagerReport.standing(state, reports.get(stack.id()), health));
			if (health != null && state.takesJobs()) {
				healths.put(stack.id(), health.kind());
			}
		}
		this.entries.of(standings, operations, healths).forEach(this.standings::put);
	}

	private static FleetFacts.Course course(@Nullable Operation latest, Map<UUID, Removal> removals) {
		Removal removal = (latest != null) ? removals.get(latest.id()) : null;
		return (removal != null) ? removal.course() : FleetFacts.Course.NONE;
	}

	private boolean again(@Nullable Operation latest) {
		return latest != null && latest.kind() == Operation.Kind.LAUNCH && !latest.finished()
				&& this.stacks.operations(latest.stackId(), 2).size() > 1;
	}

	/** Equal to any other of the same fleet, so that a transaction has one of each. */
	private record AtTheEnd(FleetStates states, UUID id) implements TransactionSynchronization {

		@Override
		public void beforeCommit(boolean readOnly) {
			this.states.store(this.id);
		}

	}

}
