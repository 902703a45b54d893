package dev.runnerfleet.fleet;

import java.util.Set;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with a fleet as it is now; the page offers nothing that AWS or another
 * operation would refuse.
 *
 * @param change whether its parameters or its blueprint can be changed
 * @param cancel whether the change that goes on can be stopped
 * @param continueRollback whether a rollback that got stuck can go on
 * @param retry whether a failed launch can be tried again
 * @param remove whether it can be removed
 * @param inspect whether AWS can compare it with its template
 */
record FleetActions(boolean change, boolean cancel, boolean continueRollback, boolean retry, boolean remove,
		boolean inspect) {

	private static final Set<String> FAILED_LAUNCH = Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED",
			"NOT_SENT");

	/**
	 * What a stack allows.
	 * @param stack the stack
	 * @param latest its latest operation, if the portal knows one
	 * @return what can be done now
	 */
	static FleetActions of(Stack stack, @Nullable Operation latest) {
		StackStatus.Phase phase = stack.status().phase();
		if (latest != null && !latest.finished()) {
			boolean updating = latest.state() == Operation.State.RUNNING && latest.kind() == Operation.Kind.UPDATE
					&& stack.status().name().equals("UPDATE_IN_PROGRESS");
			return new FleetActions(false, updating, false, false, false, false);
		}
		boolean usable = stack.arn() != null
				&& (phase == StackStatus.Phase.READY || phase == StackStatus.Phase.UNCHANGED);
		boolean remainsGone = phase == StackStatus.Phase.GONE && latest != null
				&& latest.kind() == Operation.Kind.RETRY;
		boolean there = stack.arn() != null && stack.status().settled() && phase != StackStatus.Phase.GONE;
		return new FleetActions(usable, false, stack.status().name().equals("UPDATE_ROLLBACK_FAILED"),
				remainsGone || FAILED_LAUNCH.contains(stack.status().name()), there, usable);
	}

}
