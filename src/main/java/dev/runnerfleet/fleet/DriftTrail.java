package dev.runnerfleet.fleet;

import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.stack.Drift;
import dev.runnerfleet.stack.DriftDetection;
import dev.runnerfleet.stack.DriftEnded;
import dev.runnerfleet.stack.DriftOutcome;
import dev.runnerfleet.stack.Stacks;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has fleets compared, and takes down who asked and what came of it. */
@Component
class DriftTrail {

	private final DriftDetection detection;

	private final Stacks stacks;

	private final Audit audit;

	DriftTrail(DriftDetection detection, Stacks stacks, Audit audit) {
		this.detection = detection;
		this.stacks = stacks;
		this.audit = audit;
	}

	/**
	 * Asks for a comparison.
	 * @return what became of it
	 * @throws NoSuchFleet if there is none to compare
	 */
	DriftOutcome begin(UUID id, String user) {
		String name = this.stacks.find(id).orElseThrow(NoSuchFleet::new).name();
		DriftOutcome outcome = this.detection.begin(id, user,
				(stack) -> this.audit.record(Action.DETECT_DRIFT, name, Outcome.ASKED, "In " + stack.region()));
		if (!(outcome instanceof DriftOutcome.Begun)) {
			this.audit.record(Action.DETECT_DRIFT, name, Outcome.REFUSED,
					(outcome instanceof DriftOutcome.Unready) ? "The fleet is not ready" : "Something is under way");
		}
		return outcome;
	}

	/** Runs in the transaction that stores the end. */
	@EventListener
	void ended(DriftEnded end) {
		Drift drift = end.drift();
		String name = this.stacks.find(drift.stackId()).orElseThrow().name();
		String failure = drift.failure();
		this.audit.record(Actor.onBehalfOf(drift.askedBy()), Action.DETECT_DRIFT, name,
				(failure != null) ? Outcome.FAILED : Outcome.DONE,
				(failure != null) ? failure : "Resources that differ: " + end.found());
	}

}
