package dev.runnerfleet.fleet.launch;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.removal.Removal;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.fleet.removal.RemovalPlan;
import dev.runnerfleet.fleet.removal.RemovalStart;
import dev.runnerfleet.gitlab.runner.Runners;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.LaunchStop;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;

import org.springframework.stereotype.Component;

/** Stops a launch that goes on, for whoever sees a mistake before AWS does. */
@Component
public class LaunchStopper {

	private final Fleets fleets;

	private final Stacks stacks;

	private final LaunchStop stop;

	private final TerminationProtection protection;

	private final RemovalStart start;

	private final Audit audit;

	private final Clock clock;

	LaunchStopper(Fleets fleets, Stacks stacks, LaunchStop stop, TerminationProtection protection, RemovalStart start,
			Audit audit, Clock clock) {
		this.fleets = fleets;
		this.stacks = stacks;
		this.stop = stop;
		this.protection = protection;
		this.start = start;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Begins to stop a launch. Asked twice by the same person, it is stopped once.
	 * @param fleetId the fleet
	 * @param accessToken removes the runner that was made for it from GitLab, blank to
	 * leave it
	 * @param user who asks
	 * @return what became of it
	 */
	public RemovalOutcome stop(UUID fleetId, Secret accessToken, String user) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = stop(fleet, stack, accessToken, user);
		if (outcome.refused()) {
			this.audit.record(Action.STOP_LAUNCH, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome stop(Fleet fleet, Stack stack, Secret accessToken, String user) {
		if (!FleetActions.of(stack).stop()) {
			return tooLate(stack.id(), user);
		}
		String objection = accessToken.isBlank() ? "" : Runners.objection(accessToken);
		if (!objection.isEmpty()) {
			return new RemovalOutcome.Invalid(List.of(new Violation("accessToken", objection)));
		}
		try {
			if (this.protection.isOn(stack.id())) {
				return new RemovalOutcome.Protected();
			}
		}
		catch (AwsFailure ex) {
			return new RemovalOutcome.Refused(ex);
		}
		return begin(RemovalPlan.of(stack, fleet, this.stacks.resources(stack.id())), accessToken, user);
	}

	private RemovalOutcome begin(RemovalPlan plan, Secret accessToken, String user) {
		UUID id = UUID.randomUUID();
		Stack stack = plan.stack();
		Optional<Operation> stopping = this.stop.begin(stack.id(), user, (launch) -> {
			this.start.storeInstead(new Removal(id, stack.id(), launch.id(), false, List.of(), this.clock.instant(),
					plan.stop(!accessToken.isBlank())));
			this.audit.record(Action.STOP_LAUNCH, stack.name(), Outcome.ASKED, "In " + stack.region());
		});
		if (stopping.isEmpty()) {
			return tooLate(stack.id(), user);
		}
		this.start.hold(id, accessToken);
		return new RemovalOutcome.Begun();
	}

	private RemovalOutcome tooLate(UUID fleetId, String user) {
		Operation latest = this.stacks.latestOperation(fleetId).orElse(null);
		boolean same = latest != null && !latest.finished() && user.equals(latest.cancelledBy());
		return same ? new RemovalOutcome.Begun() : new RemovalOutcome.NotNow(
				"There is no launch to stop: it is over, or being stopped already. The fleet’s page shows how it is.");
	}

}
