package dev.runnerfleet.fleet;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.gitlab.Runners;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Component;

/** Takes a removal back that has stopped: what it has closed is opened again. */
@Component
class WayBack {

	private final Stacks stacks;

	private final StackRemover remover;

	private final Removals removals;

	private final Closures closures;

	private final RemovalTask task;

	private final HeldTokens tokens;

	private final Audit audit;

	private final Clock clock;

	WayBack(Stacks stacks, StackRemover remover, Removals removals, Closures closures, RemovalTask task,
			HeldTokens tokens, Audit audit, Clock clock) {
		this.stacks = stacks;
		this.remover = remover;
		this.removals = removals;
		this.closures = closures;
		this.task = task;
		this.tokens = tokens;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Begins to bring a fleet back. Asked twice by the same person, it is done once.
	 * @param fleetId the fleet
	 * @param form what was given for it
	 * @param user who asks
	 * @return what became of it
	 */
	RemovalOutcome bringBack(UUID fleetId, WayBackForm form, String user) {
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = bringBack(stack, form, user);
		if (outcome.refused()) {
			this.audit.record(Action.BRING_BACK, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome bringBack(Stack stack, WayBackForm form, String user) {
		Operation latest = this.stacks.latestOperations(List.of(stack.id())).get(stack.id());
		if (latest != null && !latest.finished()) {
			return busy(latest, user);
		}
		if (!FleetActions.of(stack).bringBack()) {
			return new RemovalOutcome.NotNow("There is nothing to bring back: no removal of this fleet has stopped.");
		}
		String objection = form.accessToken().isBlank() ? "" : Runners.objection(form.accessToken());
		if (!objection.isEmpty()) {
			return new RemovalOutcome.Invalid(List.of(new Violation("accessToken", objection)));
		}
		return begin(stack.id(), form, user);
	}

	private RemovalOutcome begin(UUID fleetId, WayBackForm form, String user) {
		UUID id = UUID.randomUUID();
		OperationOutcome outcome = this.remover.begin(fleetId, Operation.Kind.BRING_BACK, user, (operation) -> {
			this.removals.add(new Removal(id, fleetId, operation.id(), false, List.of(), operation.startedAt(),
					RemovalPlan.wayBack(this.closures.of(fleetId), form.resumed(), !form.accessToken().isBlank())));
			if (form.resumed()) {
				this.closures.opened(fleetId, ClosedPart.RUNNER);
			}
			this.task.begin(id);
		});
		if (outcome instanceof OperationOutcome.Busy busy) {
			return busy(busy.underWay(), user);
		}
		this.tokens.hold(id, form.accessToken());
		return new RemovalOutcome.Begun();
	}

	private RemovalOutcome busy(Operation underWay, String user) {
		boolean same = underWay.kind() == Operation.Kind.BRING_BACK && underWay.requestedBy().equals(user);
		return same ? new RemovalOutcome.Begun()
				: new RemovalOutcome.NotNow(UnderWay.words(underWay, this.clock.instant()));
	}

}
