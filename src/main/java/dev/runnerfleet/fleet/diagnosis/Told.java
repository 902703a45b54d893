package dev.runnerfleet.fleet.diagnosis;

import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong where it matters first how the fleet stands, and then why: a removal that
 * has stopped, a rollback that is stuck, what others did.
 *
 * @param state how the fleet stands
 * @param kind what was asked last
 * @param failure its root cause
 * @param cause what lies behind that
 */
record Told(FleetState state, Operation.@Nullable Kind kind, @Nullable OperationFailure failure,
		@Nullable Cause cause) {

	@Nullable Diagnosis diagnosis() {
		return switch (this.state) {
			case REMOVAL_STOPPED -> told(
					(this.kind == Operation.Kind.BRING_BACK && this.failure != null) ? "It could not be brought back."
							: "The removal has stopped, and the fleet takes no jobs.",
					first() + "“Finish the removal”, where what cannot be deleted can be left alone; "
							+ "or “Bring it back”.");
			case REMOVAL_NOT_BEGUN ->
				told("The removal stopped before it touched what takes jobs.", "The fleet goes on working. " + first()
						+ "“Finish the removal”; or “Bring it back”, and the removal is forgotten.");
			case RUNNER_PAUSED -> told("Its runner is still paused in GitLab.",
					"The portal keeps no access token with which to let it go on. Do so in GitLab and say so under "
							+ "“Bring it back”, or give an access token there.");
			case REMOVAL_FAILED -> told(title("removed", "The removal has stopped."),
					first() + "“Finish the removal”; what cannot be deleted can be left alone there.");
			case LAUNCH_REMOVAL_STOPPED -> told(title("removed", "The removal has stopped."),
					first() + "“Finish the removal”, or “Correct and launch again” to launch the fleet.");
			case RELAUNCH_STOPPED -> told(title("removed", "What is left of the launch is in the way."),
					first() + "“Correct and launch again”, or “Remove” the fleet.");
			case RELAUNCH_MISSED -> told("The fleet was not launched again.",
					"What was left of the failed launch is gone, and nothing has taken its place. "
							+ "“Correct and launch again”; the runner token is needed once more.");
			case LAUNCH_DELETED -> new Diagnosis("It was deleted outside of the portal while it was being launched.",
					"", "Ask whoever did it. “Correct and launch again” launches it once more.", null, null, null);
			case UPDATE_STUCK -> told(title("put back", "AWS could not put back everything."),
					"AWS could not put back everything that it had changed. " + first()
							+ "“Continue the rollback”; what cannot be put back can be left out there.");
			case UPDATE_FAILED -> told(title("changed", "The change has stopped half way."),
					"AWS has left the change half done. Roll it back in the AWS console, or “Remove” the fleet.");
			case OUTSIDE_REMOVED -> (this.kind == Operation.Kind.OUTSIDE) ? null
					: new Diagnosis("The stack was removed outside of the portal.", "",
							"Its name is free again. “%s” if you still need it.".formatted(FleetAction.LIKE), null,
							null, null);
			case REMOVED_PARTLY -> new Diagnosis("The fleet is gone, but something that belonged to it is still there.",
					"", "The list below names it and says why.", null, null, null);
			default -> (this.failure != null && this.cause != null)
					? told(this.cause.title(), this.cause.known() ? this.cause.fix() : "AWS's own words are below.")
					: null;
		};
	}

	/** What to do before the button is pressed. */
	private String first() {
		if (this.failure == null || this.cause == null) {
			return "";
		}
		return this.cause.known() ? this.cause.fix() + " Then " : "Solve what is named below, then ";
	}

	private String title(String done, String otherwise) {
		if (this.cause != null && this.cause.known()) {
			return this.cause.title();
		}
		return (this.failure != null && this.failure.logicalId() != null)
				? "%s could not be %s.".formatted(this.failure.logicalId(), done) : otherwise;
	}

	private Diagnosis told(String title, String next) {
		String why = (this.cause != null && this.cause.known()) ? this.cause.explanation() : "";
		return new Diagnosis(title, why, next, this.failure, this.cause, null);
	}

}
