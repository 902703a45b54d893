package dev.runnerfleet.fleet.move;

import java.util.EnumSet;
import java.util.Set;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * Says of a move that stands still which fleets there are now, and what to do about it.
 */
final class MoveAdvice {

	private static final Set<FleetState> GOING = EnumSet.of(FleetState.REMOVING, FleetState.OUTSIDE_REMOVING,
			FleetState.LAUNCH_STOPPING);

	private static final Set<FleetState> HALF_GONE = EnumSet.of(FleetState.REMOVAL_STOPPED, FleetState.RUNNER_PAUSED,
			FleetState.REMOVAL_FAILED, FleetState.REMOVAL_NOT_BEGUN);

	private MoveAdvice() {
	}

	static String of(Plan plan, Move move) {
		if (move.to() == null && move.step() == Step.LAUNCH) {
			return "%s is as it was, and there is no second fleet. End this move to begin another."
				.formatted(plan.stack().name());
		}
		return first(plan, move) + " " + second(plan, move);
	}

	/** Whether there is no fleet any more, or soon will be none. */
	static boolean isLost(@Nullable Stack stack) {
		return stack == null || isGone(stack) || GOING.contains(FleetState.of(stack));
	}

	private static boolean isGone(Stack stack) {
		return FleetState.of(stack).filter() == FleetState.Filter.REMOVED;
	}

	private static String first(Plan plan, Move move) {
		Stack stack = plan.stack();
		String name = stack.name();
		if (isLost(stack)) {
			return lost(stack);
		}
		if (HALF_GONE.contains(FleetState.of(stack))) {
			return "%s: %s.".formatted(name, StatusLabel.of(stack).words());
		}
		boolean perhaps = plan.original() && move.step().ordinal() > Step.QUIET.ordinal();
		if (plan.runner().paused() || perhaps) {
			return "The %s of %s %s paused in GitLab. Let it go on there if %s is to stay."
				.formatted(PausedRunner.called(plan.fleet()), name, plan.runner().paused() ? "is" : "may be", name);
		}
		return QuietChange.isQuiet(plan.fleet())
				? "%s asks for a job once an hour only. If it is to stay, change it: %s jobs at once, check interval %s."
					.formatted(name, move.parameters().getOrDefault("MaxConcurrentBuilds", "10"),
							move.parameters().getOrDefault("CheckInterval", "0"))
				: name + " takes jobs as before.";
	}

	private static String second(Plan plan, Move move) {
		Stack second = plan.second();
		if (second == null) {
			return "There is no second fleet. End this move.";
		}
		if (isLost(second)) {
			return lost(second) + " End this move.";
		}
		return isLost(plan.stack()) ? move.toName() + " stays as it is."
				: "%s stays as it is, and both cost money. Let the move go on, or end it and remove the fleet that you do not want on its page."
					.formatted(move.toName());
	}

	private static String lost(Stack stack) {
		return stack.name() + (isGone(stack) ? " is gone." : " is being removed.");
	}

}
