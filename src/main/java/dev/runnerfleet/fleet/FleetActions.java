package dev.runnerfleet.fleet;

import java.util.EnumSet;
import java.util.Set;

import dev.runnerfleet.stack.Stack;

/**
 * What can be done with a fleet as it is now; the page offers nothing that AWS or another
 * operation would refuse, and advises nothing else.
 *
 * @param possible what can be done
 */
public record FleetActions(Set<FleetAction> possible) {

	public static FleetActions of(Stack stack) {
		return of(FleetState.of(stack));
	}

	/** What a state allows. */
	public static FleetActions of(FleetState state) {
		EnumSet<FleetAction> possible = EnumSet.noneOf(FleetAction.class);
		switch (state) {
			case READY, READY_CHANGE_CANCELLED, READY_CHANGE_REFUSED, READY_CHANGE_NOT_SENT, OTHER_READY, UPDATE_UNDONE,
					IMPORT_UNDONE, CHANGE_NOT_IN_FORCE, READY_UNPROVEN, READY_NOT_SCALING, READY_PROVEN,
					READY_PROOF_AWAITED, READY_CHANGE_IN_FORCE, READY_CHANGE_AWAITED, READY_CHANGE_UNHEARD, NOT_POLLING,
					TOKEN_REFUSED, CANNOT_SCALE, MANAGER_GONE, MANAGER_SILENT, TOKEN_ENDS ->
				possible.addAll(Set.of(FleetAction.CHANGE, FleetAction.INSPECT, FleetAction.REMOVE));
			case REMOVAL_NOT_BEGUN -> possible
				.addAll(Set.of(FleetAction.CHANGE, FleetAction.INSPECT, FleetAction.BRING_BACK, FleetAction.FINISH));
			case REMOVAL_STOPPED, RUNNER_PAUSED -> possible.addAll(Set.of(FleetAction.BRING_BACK, FleetAction.FINISH));
			case REMOVAL_FAILED -> possible.add(FleetAction.FINISH);
			case UPDATE_STUCK -> possible.addAll(Set.of(FleetAction.CONTINUE_ROLLBACK, FleetAction.REMOVE));
			case UPDATE_FAILED, IMPORT_UNDOING_FAILED, OTHER_FAILED, OTHER_IDLE, IN_REVIEW ->
				possible.add(FleetAction.REMOVE);
			case LAUNCH_FAILED, LAUNCH_UNDOING_FAILED, LAUNCH_UNDONE, RELAUNCH_STOPPED ->
				possible.addAll(Set.of(FleetAction.RETRY, FleetAction.REMOVE));
			case LAUNCH_REMOVAL_STOPPED -> possible.addAll(Set.of(FleetAction.RETRY, FleetAction.FINISH));
			case LAUNCH_REFUSED, LAUNCH_NOT_SENT, RELAUNCH_MISSED, LAUNCH_STOPPED, LAUNCH_DELETED ->
				possible.add(FleetAction.RETRY);
			case UPDATING -> possible.add(FleetAction.CANCEL);
			case LAUNCHING, RELAUNCHING -> possible.add(FleetAction.STOP);
			case LAUNCH_ASKED, LAUNCH_UNDOING, LAUNCH_STOPPING, RELAUNCH_BEGUN, UPDATE_ASKED, UPDATE_CLEANUP,
					UPDATE_UNDOING, UPDATE_CANCELLING, UPDATE_UNDONE_CLEANUP, IMPORTING, IMPORT_UNDOING, REMOVING,
					BRINGING_BACK, OUTSIDE_LAUNCHING, OUTSIDE_UPDATING, OUTSIDE_REMOVING, CATCHING_UP, OTHER_WORKING,
					REMOVED, REMOVED_PARTLY, OUTSIDE_REMOVED ->
				{
				}
		}
		return new FleetActions(possible);
	}

	boolean allows(FleetAction action) {
		return this.possible.contains(action);
	}

	public boolean change() {
		return allows(FleetAction.CHANGE);
	}

	public boolean cancel() {
		return allows(FleetAction.CANCEL);
	}

	public boolean stop() {
		return allows(FleetAction.STOP);
	}

	public boolean continueRollback() {
		return allows(FleetAction.CONTINUE_ROLLBACK);
	}

	public boolean retry() {
		return allows(FleetAction.RETRY);
	}

	public boolean bringBack() {
		return allows(FleetAction.BRING_BACK);
	}

	public boolean inspect() {
		return allows(FleetAction.INSPECT);
	}

	/** Whether it can go, be it for the first time or what is left of it. */
	public boolean remove() {
		return allows(FleetAction.REMOVE) || allows(FleetAction.FINISH);
	}

	/** The words on the button that lets it go. */
	public String removeLabel() {
		return (allows(FleetAction.FINISH) ? FleetAction.FINISH : FleetAction.REMOVE).label();
	}

	/** What can be done with a fleet, by the words on its button. */
	public enum FleetAction {

		CHANGE("Change"), CANCEL("Cancel the change"), STOP("Stop the launch"),
		CONTINUE_ROLLBACK("Continue the rollback"), RETRY("Correct and launch again"), BRING_BACK("Bring it back"),
		INSPECT("Check for drift"), REMOVE("Remove"),
		/** Removes what an earlier removal has left. */
		FINISH("Finish the removal");

		/** Always on offer: it leaves the fleet as it is. */
		public static final String LIKE = "Launch another like it";

		private final String label;

		FleetAction(String label) {
			this.label = label;
		}

		public String label() {
			return this.label;
		}

	}

}
