package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetFacts.ClosedPart;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.gitlab.runner.Runners;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Takes a removal back that has stopped: what it has closed is opened again. */
@Component
public class BringBack {

	private final Stacks stacks;

	private final StackRemover remover;

	private final RemovalStart start;

	private final Closures closures;

	private final Audit audit;

	private final Clock clock;

	BringBack(Stacks stacks, StackRemover remover, RemovalStart start, Closures closures, Audit audit, Clock clock) {
		this.stacks = stacks;
		this.remover = remover;
		this.start = start;
		this.closures = closures;
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
	public RemovalOutcome bringBack(UUID fleetId, BringBackForm form, String user) {
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = bringBack(stack, form, user);
		if (outcome.refused()) {
			this.audit.record(Action.BRING_BACK, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome bringBack(Stack stack, BringBackForm form, String user) {
		Operation latest = this.stacks.latestOperation(stack.id()).orElse(null);
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

	private RemovalOutcome begin(UUID fleetId, BringBackForm form, String user) {
		UUID id = UUID.randomUUID();
		OperationOutcome outcome = this.remover.begin(fleetId, Operation.Kind.BRING_BACK, user, (operation) -> {
			this.start.store(new Removal(id, fleetId, operation.id(), false, List.of(), operation.startedAt(),
					RemovalPlan.wayBack(this.closures.of(fleetId), form.resumed(), !form.accessToken().isBlank())));
			if (form.resumed()) {
				this.closures.opened(fleetId, ClosedPart.RUNNER);
			}
		});
		if (outcome instanceof OperationOutcome.Busy busy) {
			return busy(busy.underWay(), user);
		}
		this.start.hold(id, form.accessToken());
		return new RemovalOutcome.Begun();
	}

	private RemovalOutcome busy(Operation underWay, String user) {
		boolean same = underWay.kind() == Operation.Kind.BRING_BACK && underWay.requestedBy().equals(user);
		return same ? new RemovalOutcome.Begun()
				: new RemovalOutcome.NotNow(BusySentence.words(underWay, this.clock.instant()));
	}

	/**
	 * What is given to bring a fleet back.
	 *
	 * @param resumed whether somebody has let the runner go on in GitLab already
	 * @param accessToken lets the runner go on, blank to do that by hand
	 */
	public record BringBackForm(Boolean resumed, Secret accessToken) {

		static final BringBackForm BLANK = new BringBackForm(null, null);

		public BringBackForm(@Nullable Boolean resumed, @Nullable Secret accessToken) {
			this.resumed = Boolean.TRUE.equals(resumed);
			this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
		}

	}

}
