package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.progress.LaunchProgress.State;
import dev.runnerfleet.fleet.progress.LaunchProgress.Step;
import dev.runnerfleet.stack.Operation;
import org.jspecify.annotations.Nullable;

/**
 * How far the first job is, of which AWS knows nothing: the manager alone tells, and only
 * once it is over.
 */
final class LaunchProof {

	private LaunchProof() {
	}

	static Step step(LaunchStep step, Operation launch, @Nullable Autopsy told, Duration usual, Instant now) {
		State state = state(step == LaunchStep.WORKER, launch, told);
		String reason = (told != null && state == State.FAILED) ? told.reason() : "";
		return new Step(step.label(), reason.isEmpty() ? step.about() : reason, state,
				length(launch.finishedAt(), end(step, state, told, now)), usual);
	}

	/** Until when a step went on, {@code null} where that is not told apart. */
	private static @Nullable Instant end(LaunchStep step, State state, @Nullable Autopsy told, Instant now) {
		if (state == State.UNDER_WAY) {
			return now;
		}
		return (told != null && step == LaunchStep.JOB && state != State.WAITING) ? told.heardAt() : null;
	}

	private static @Nullable Duration length(@Nullable Instant begin, @Nullable Instant end) {
		return (begin != null && end != null && !end.isBefore(begin)) ? Duration.between(begin, end) : null;
	}

	private static State state(boolean worker, Operation launch, @Nullable Autopsy told) {
		if (launch.state() != Operation.State.SUCCEEDED) {
			return State.WAITING;
		}
		Autopsy.Verdict verdict = (told != null) ? told.verdict() : Autopsy.Verdict.AWAITED;
		return switch (verdict) {
			case PROVEN -> State.DONE;
			case UNPROVEN -> worker ? State.STOPPED : State.FAILED;
			case NOT_SCALING -> worker ? State.FAILED : State.WAITING;
			default -> worker ? State.UNDER_WAY : State.WAITING;
		};
	}

}
