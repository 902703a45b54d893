package dev.runnerfleet.fleet;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;

import org.springframework.stereotype.Component;

/**
 * Tries a failed launch again: what is left of it goes, then it is launched as before.
 */
@Component
class FleetRetry {

	private final Fleets fleets;

	private final Stacks stacks;

	private final Blueprints blueprints;

	private final StackRemover remover;

	private final TerminationProtection protection;

	private final Removals removals;

	private final RemovalTask task;

	private final HeldTokens tokens;

	private final Relaunch relaunch;

	private final Audit audit;

	private final Clock clock;

	FleetRetry(Fleets fleets, Stacks stacks, Blueprints blueprints, StackRemover remover,
			TerminationProtection protection, Removals removals, RemovalTask task, HeldTokens tokens, Relaunch relaunch,
			Audit audit, Clock clock) {
		this.fleets = fleets;
		this.stacks = stacks;
		this.blueprints = blueprints;
		this.remover = remover;
		this.protection = protection;
		this.removals = removals;
		this.task = task;
		this.tokens = tokens;
		this.relaunch = relaunch;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Tries a launch again. Asked twice by the same person, it is tried once.
	 * @param fleetId the fleet
	 * @param runnerToken the runner token
	 * @param user who asks
	 * @return what became of it
	 */
	RemovalOutcome retry(UUID fleetId, Secret runnerToken, String user) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = retry(fleet, stack, runnerToken, user);
		if (outcome.refused()) {
			this.audit.record(Action.RETRY, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome retry(Fleet fleet, Stack stack, Secret runnerToken, String user) {
		UUID fleetId = fleet.id();
		Operation latest = this.stacks.operations(fleetId).stream().findFirst().orElse(null);
		if (latest != null && !latest.finished()) {
			return busy(latest, user);
		}
		if (FleetState.of(stack) == FleetState.RELAUNCH_BEGUN && latest != null && latest.requestedBy().equals(user)) {
			return new RemovalOutcome.Begun();
		}
		if (!FleetActions.of(stack).retry()) {
			return new RemovalOutcome.NotNow("There is no failed launch to try again.");
		}
		Optional<String> objection = LaunchValidator
			.runnerToken(this.blueprints.find(fleet.blueprint()).orElseThrow().secret(), runnerToken);
		if (objection.isPresent()) {
			return new RemovalOutcome.Invalid(List.of(new Violation("runnerToken", objection.get())));
		}
		boolean nothingLeft = stack.arn() == null || stack.status().phase() == StackStatus.Phase.GONE;
		return nothingLeft ? this.relaunch.of(fleetId, runnerToken, user)
				: removeRemains(stack, fleet, runnerToken, user);
	}

	private RemovalOutcome removeRemains(Stack stack, Fleet fleet, Secret runnerToken, String user) {
		try {
			if (this.protection.isOn(stack.id())) {
				return new RemovalOutcome.Protected();
			}
		}
		catch (AwsFailure ex) {
			return new RemovalOutcome.Refused(ex);
		}
		RemovalPlan plan = RemovalPlan.of(stack, fleet, this.stacks.resources(stack.id()));
		UUID removalId = UUID.randomUUID();
		OperationOutcome outcome = this.remover.begin(stack.id(), Operation.Kind.RETRY, user, (operation) -> {
			this.removals.add(new Removal(removalId, stack.id(), operation.id(), false, List.of(),
					operation.startedAt(), plan.retry()));
			this.task.begin(removalId);
		});
		if (outcome instanceof OperationOutcome.Busy busy) {
			return busy(busy.underWay(), user);
		}
		this.tokens.hold(removalId, runnerToken);
		return new RemovalOutcome.Begun();
	}

	private RemovalOutcome busy(Operation underWay, String user) {
		return Relaunch.isUnderWay(underWay, user) ? new RemovalOutcome.Begun()
				: new RemovalOutcome.NotNow(UnderWay.words(underWay, this.clock.instant()));
	}

}
