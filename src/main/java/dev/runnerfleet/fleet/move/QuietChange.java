package dev.runnerfleet.fleet.move;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.change.ChangeDecisions;
import dev.runnerfleet.fleet.change.FleetAdjuster;
import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Preview;
import dev.runnerfleet.stack.preview.Preview.ResourceChange;
import dev.runnerfleet.stack.preview.Previews;

import org.springframework.stereotype.Component;

/**
 * Keeps a fleet from taking jobs without ending those that run, and without a credential
 * for GitLab: its runner asks for a job once an hour, and has one at a time. A runner
 * that may have none at all refuses to start.
 */
@Component
class QuietChange {

	/** The rarest that a runner can be made to ask, and the fewest it can have. */
	static final Map<String, String> VALUES = Map.of("CheckInterval", "3600", "MaxConcurrentBuilds", "1");

	private final Moves moves;

	private final Stacks stacks;

	private final Fleets fleets;

	private final FleetAdjuster adjuster;

	private final ChangeDecisions decisions;

	private final Previews previews;

	QuietChange(Moves moves, Stacks stacks, Fleets fleets, FleetAdjuster adjuster, ChangeDecisions decisions,
			Previews previews) {
		this.moves = moves;
		this.stacks = stacks;
		this.fleets = fleets;
		this.adjuster = adjuster;
		this.decisions = decisions;
		this.previews = previews;
	}

	/** What a fleet had before an earlier move kept it from taking jobs. */
	static Map<String, String> undone(Fleet fleet, Map<String, String> before) {
		Map<String, String> values = new LinkedHashMap<>(fleet.parameters());
		if (isQuiet(fleet)) {
			VALUES.keySet().stream().filter(before::containsKey).forEach((name) -> values.put(name, before.get(name)));
		}
		return values;
	}

	static boolean isQuiet(Fleet fleet) {
		return fleet.parameters().entrySet().containsAll(VALUES.entrySet());
	}

	StepOutcome on(Move move, Stack first) {
		Operation latest = this.stacks.latestOperation(first.id()).orElse(null);
		if (latest != null && !latest.finished()) {
			return new StepOutcome.Again("CloudFormation works on " + first.name() + ".");
		}
		Fleet fleet = this.fleets.find(first.id()).orElseThrow(NoSuchFleet::new);
		if (isQuiet(fleet)) {
			return inForce(first);
		}
		Preview preview = (move.previewId() != null) ? this.previews.find(move.previewId()).orElse(null) : null;
		if (preview == null) {
			return FleetActions.of(first).change() ? ask(move, first)
					: stops("%s cannot be changed: %s.", first, StatusLabel.of(first).words());
		}
		return switch (preview.state()) {
			case PLANNED, CREATING -> new StepOutcome.Again("AWS works out what that changes.");
			case READY -> decide(preview, first, move.requestedBy());
			case EMPTY -> inForce(first);
			case APPLIED -> stops("AWS did not carry the change of %s out: %s.", first, StatusLabel.of(first).words());
			case FAILED, DISCARDED, EXPIRED -> stops("The change of %s came to nothing: %s", first,
					(preview.reason() != null) ? preview.reason() : "somebody has decided against it.");
		};
	}

	private StepOutcome ask(Move move, Stack first) {
		this.moves.quietBy(move, this.adjuster.preview(first.id(), VALUES, move.requestedBy()));
		return new StepOutcome.Again("AWS works out what that changes.");
	}

	/** A manager that is replaced takes its jobs with it. */
	private StepOutcome decide(Preview preview, Stack first, String user) {
		UUID id = preview.id();
		if (preview.changes().stream().anyMatch(QuietChange::endsJobs)) {
			this.decisions.discard(first.id(), id);
			return stops("A change of %s would replace its manager and end its jobs, so it was not made.", first, "");
		}
		if (this.decisions.apply(id, user) instanceof OperationOutcome.Refused refused) {
			throw refused.failure();
		}
		return new StepOutcome.Again("AWS carries it out.");
	}

	private static boolean endsJobs(ResourceChange change) {
		boolean machine = change.type().equals("AWS::EC2::Instance");
		return machine && (change.action() == ResourceChange.Action.REMOVE
				|| change.replacement() != ResourceChange.Replacement.NEVER);
	}

	private static StepOutcome inForce(Stack first) {
		return switch (FleetState.of(first)) {
			case READY_CHANGE_AWAITED -> new StepOutcome.Again("The manager has not taken it on yet.");
			case CHANGE_NOT_IN_FORCE, READY_CHANGE_UNHEARD ->
				stops("%s has not taken the change on: %s.", first, StatusLabel.of(first).sentence());
			default -> new StepOutcome.Done("It asks for a job once an hour, and has one at a time.");
		};
	}

	private static StepOutcome stops(String words, Stack first, String why) {
		return new StepOutcome.Stops(words.formatted(first.name(), why)
				+ " Pause its runner in GitLab if that is not the second fleet’s, too; then go on without this step.");
	}

}
