package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.fleet.move.Move.Progress;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import org.jspecify.annotations.Nullable;

/**
 * A move as people see it.
 *
 * @param id the first fleet
 * @param second the second fleet, {@code null} while it is not recorded
 * @param secondName its name
 * @param state how the move stands
 * @param tone the same as a colour
 * @param by who asked for it
 * @param begun when
 * @param steps all its steps
 * @param goesOn whether it goes on
 * @param stands whether it stands still
 * @param resumable whether it may go on from there: not without a second fleet
 * @param stoppable whether it can be stopped
 * @param skippable whether it can go on without the step that it stands at
 * @param access whether an access token for GitLab is of use when it goes on
 * @param advice what there is now and what to do about it, blank while it goes on
 */
record MoveView(UUID id, @Nullable UUID second, String secondName, String state, String tone, String by,
		ReadableTime begun, List<Line> steps, boolean goesOn, boolean stands, boolean resumable, boolean stoppable,
		boolean skippable, boolean access, String advice) {

	static MoveView of(Plan plan, Move move, Instant now) {
		boolean goesOn = move.state() == State.RUNNING;
		boolean stands = move.state() == State.STOPPED;
		boolean lost = MoveAdvice.isLost(plan.second());
		return new MoveView(move.from(), move.to(), move.toName(), move.state().label(), move.state().tone(),
				move.requestedBy(), ReadableTime.of(move.begunAt(), now),
				Arrays.stream(Step.values()).map((step) -> line(move, step, now)).toList(), goesOn, stands,
				stands && move.to() != null && (!lost || move.step() == Step.REMOVE), goesOn && !move.leaving(),
				stands && !lost && (move.step() == Step.QUIET || plan.original() && move.step() == Step.JOBS),
				plan.original() && move.step().ordinal() >= Step.QUIET.ordinal(),
				stands ? MoveAdvice.of(plan, move) : "");
	}

	private static Line line(Move move, Step step, Instant now) {
		Progress progress = move.progress(step).orElse(null);
		if (progress == null) {
			return new Line(step.label(), "Waiting", "idle", "", null);
		}
		Instant end = progress.endedAt();
		String length = ReadableTime.length(Duration.between(progress.begunAt(), (end != null) ? end : now));
		if (end != null) {
			return new Line(step.label(), "Done", "good", progress.words(), "took " + length);
		}
		return switch (move.state()) {
			case RUNNING -> new Line(step.label(), "In progress", "busy", progress.words(), "for " + length);
			case STOPPED -> new Line(step.label(), "Stopped", "warn", progress.words(), null);
			default -> new Line(step.label(), "Not done", "idle", progress.words(), null);
		};
	}

	/**
	 * A step.
	 *
	 * @param label what it is
	 * @param state how far it is
	 * @param tone the same as a colour
	 * @param words what can be said of it
	 * @param length how long it took or takes, {@code null} where that says nothing
	 */
	record Line(String label, String state, String tone, String words, @Nullable String length) {

	}

}
