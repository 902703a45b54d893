package dev.runnerfleet.fleet.diagnosis;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a fleet and what to do about it. It names no button but those that
 * the fleet's state offers, each in quotation marks.
 *
 * @param title what happened
 * @param next what to do next
 * @param failure AWS's own account of it, {@code null} where there is none
 * @param logs where the manager's own words are, {@code null} where they do not matter
 */
public record Diagnosis(String title, String next, @Nullable OperationFailure failure, @Nullable String logs) {

	/**
	 * What is wrong.
	 * @param stack the fleet's stack
	 * @param latest what was asked last, if the portal knows
	 * @param failure its root cause, if it is known
	 * @return the words, {@code null} if nothing is
	 */
	public static @Nullable Diagnosis of(Stack stack, @Nullable Operation latest, @Nullable OperationFailure failure) {
		Diagnosis diagnosis = of(FleetState.of(stack), (latest != null) ? latest.kind() : null, failure);
		return (diagnosis != null && diagnosis.logs != null)
				? new Diagnosis(diagnosis.title, diagnosis.next, failure,
						ConsoleLinks.resource(stack.region(), "AWS::Logs::LogGroup", Blueprint.logGroup(stack.name())))
				: diagnosis;
	}

	/** The same without the links. */
	public static @Nullable Diagnosis of(FleetState state, Operation.@Nullable Kind kind,
			@Nullable OperationFailure failure) {
		return switch (state) {
			case LAUNCH_FAILED, LAUNCH_UNDONE -> launch(failure, "", state);
			case LAUNCH_UNDOING_FAILED ->
				launch(failure, "AWS could not clear away everything that it had created. ", state);
			case LAUNCH_REFUSED -> launch(failure, "Nothing was created. ", state);
			case LAUNCH_UNDOING ->
				launch(failure, "AWS is clearing away what it had created; wait until it is done. ", state);
			case UPDATE_UNDONE -> change(failure, "AWS has put back what it had changed. ", state);
			case UPDATE_UNDOING, UPDATE_UNDONE_CLEANUP ->
				change(failure, "AWS is putting back what it had changed; wait until it is done. ", state);
			case READY_CHANGE_REFUSED -> change(failure, "Nothing was changed. ", state);
			case LAUNCH_NOT_SENT, READY_CHANGE_NOT_SENT -> null;
			default -> plain(state, kind, failure);
		};
	}

	private static @Nullable Diagnosis launch(@Nullable OperationFailure failure, String sofar, FleetState state) {
		if (failure == null) {
			return null;
		}
		Cause cause = Cause.of(failure, "created");
		boolean possible = FleetActions.of(state).retry();
		String then = !possible ? "" : cause.values() ? " Then “Correct and launch again”."
				: " Then “Correct and launch again”; no value has to be another one.";
		return of(cause, sofar, then, failure);
	}

	private static @Nullable Diagnosis change(@Nullable OperationFailure failure, String sofar, FleetState state) {
		if (failure == null) {
			return null;
		}
		return of(Cause.of(failure, "changed"), sofar,
				FleetActions.of(state).change() ? " Then “Change” the fleet again." : "", failure);
	}

	private static Diagnosis of(Cause cause, String sofar, String then, OperationFailure failure) {
		return new Diagnosis(cause.title(), sofar + cause.remedy() + then, failure, cause.logged() ? "" : null);
	}

	private static @Nullable Diagnosis plain(FleetState state, Operation.@Nullable Kind kind,
			@Nullable OperationFailure failure) {
		String below = (failure != null) ? "Solve what is named below, then " : "";
		return switch (state) {
			case REMOVAL_STOPPED -> told(
					(kind == Operation.Kind.BRING_BACK && failure != null) ? "It could not be brought back."
							: "The removal has stopped, and the fleet takes no jobs.",
					below + "“Finish the removal”, where what cannot be deleted can be left alone; or “Bring it back”.",
					failure);
			case REMOVAL_NOT_BEGUN ->
				told("The removal stopped before it touched what takes jobs.", "The fleet goes on working. " + below
						+ "“Finish the removal”; or “Bring it back”, and the removal is forgotten.", failure);
			case RUNNER_PAUSED -> told("Its runner is still paused in GitLab.",
					"The portal keeps no access token with which to let it go on. Do so in GitLab and say so under "
							+ "“Bring it back”, or give an access token there.",
					failure);
			case REMOVAL_FAILED -> told(title(failure, "removed", "The removal has stopped."),
					below + "“Finish the removal”; what cannot be deleted can be left alone there.", failure);
			case LAUNCH_REMOVAL_STOPPED -> told(title(failure, "removed", "The removal has stopped."),
					below + "“Finish the removal”, or “Correct and launch again” to launch the fleet.", failure);
			case RELAUNCH_STOPPED -> told(title(failure, "removed", "What is left of the launch is in the way."),
					below + "“Correct and launch again”, or “Remove” the fleet.", failure);
			case RELAUNCH_MISSED -> told("The fleet was not launched again.",
					"What was left of the failed launch is gone, and nothing has taken its place. "
							+ "“Correct and launch again”; the runner token is needed once more.",
					failure);
			case LAUNCH_DELETED -> told("It was deleted outside of the portal while it was being launched.",
					"Ask whoever did it. “Correct and launch again” launches it once more.", null);
			case UPDATE_STUCK -> told(title(failure, "put back", "AWS could not put back everything."),
					"AWS could not put back everything that it had changed. " + below
							+ "“Continue the rollback”; what cannot be put back can be left out there.",
					failure);
			case UPDATE_FAILED -> told(title(failure, "changed", "The change has stopped half way."),
					"AWS has left the change half done. Roll it back in the AWS console, or “Remove” the fleet.",
					failure);
			case OUTSIDE_REMOVED ->
				(kind == Operation.Kind.OUTSIDE) ? null : told("The stack was removed outside of the portal.",
						"Its name is free again. “%s” if you still need it.".formatted(FleetAction.LIKE), null);
			case REMOVED_PARTLY -> told("The fleet is gone, but something that belonged to it is still there.",
					"The list below names it and says why.", null);
			default -> (failure != null)
					? told(Cause.of(failure, "done").title(), "AWS's own words are below.", failure) : null;
		};
	}

	private static String title(@Nullable OperationFailure failure, String done, String otherwise) {
		return (failure != null && failure.logicalId() != null)
				? "%s could not be %s.".formatted(failure.logicalId(), done) : otherwise;
	}

	private static Diagnosis told(String title, String next, @Nullable OperationFailure failure) {
		return new Diagnosis(title, next, failure, null);
	}

}
