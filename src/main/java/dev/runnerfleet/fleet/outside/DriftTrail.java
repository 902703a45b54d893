package dev.runnerfleet.fleet.outside;

import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.drift.Drift;
import dev.runnerfleet.stack.drift.DriftDetection;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has fleets compared, and takes down who asked and what came of it. */
@Component
public class DriftTrail {

	/** Why a fleet is not compared as it is now. */
	public static final String UNREADY = "AWS compares only fleets that are ready. See on the fleet’s page what it is now.";

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
	public DriftDetection.Outcome begin(UUID id, String user) {
		String name = this.stacks.find(id).orElseThrow(NoSuchFleet::new).name();
		DriftDetection.Outcome outcome = this.detection.begin(id, user,
				(stack) -> this.audit.record(Action.DETECT_DRIFT, name, Outcome.ASKED, "In " + stack.region()));
		if (!(outcome instanceof DriftDetection.Outcome.Begun)) {
			this.audit.record(Action.DETECT_DRIFT, name, Outcome.REFUSED,
					(outcome instanceof DriftDetection.Outcome.Unready) ? "The fleet is not ready"
							: "Something is under way");
		}
		return outcome;
	}

	/** Runs in the transaction that stores the end. */
	@EventListener
	void ended(DriftDetection.Ended end) {
		Drift drift = end.drift();
		String name = this.stacks.find(drift.stackId()).orElseThrow().name();
		String failure = drift.failure();
		this.audit.record(Actor.onBehalfOf(drift.askedBy()), Action.DETECT_DRIFT, name,
				(failure != null) ? Outcome.FAILED : Outcome.DONE,
				(failure != null) ? failure : "Resources that differ: " + end.found());
	}

}
