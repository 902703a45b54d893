package dev.runnerfleet.fleet.diagnosis;

import java.util.EnumSet;
import java.util.Set;

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
 * @param why what lies behind it, blank where the title says it all
 * @param next what to do next
 * @param failure AWS's own account of it, {@code null} where there is none
 * @param cause what the catalogue knows of it, {@code null} if nothing failed
 * @param logs where the manager's own words are, {@code null} where they do not matter
 */
public record Diagnosis(String title, String why, String next, @Nullable OperationFailure failure,
		@Nullable Cause cause, @Nullable String logs) {

	/** What AWS knows nothing of. */
	static final Set<FleetState> REPORTED = EnumSet.of(FleetState.CHANGE_NOT_IN_FORCE, FleetState.READY_UNPROVEN,
			FleetState.READY_NOT_SCALING, FleetState.CANNOT_SCALE);

	/**
	 * What is wrong.
	 * @param stack the fleet's stack
	 * @param latest what was asked last, if the portal knows
	 * @param failure its root cause, if it is known
	 * @param cause what lies behind that, {@code null} if nothing failed
	 * @return the words, {@code null} if nothing is
	 */
	public static @Nullable Diagnosis of(Stack stack, @Nullable Operation latest, @Nullable OperationFailure failure,
			@Nullable Cause cause) {
		FleetState state = FleetState.of(stack);
		Diagnosis diagnosis = REPORTED.contains(state) && (cause != null || state != FleetState.CANNOT_SCALE)
				? reported(state, (state != FleetState.CANNOT_SCALE) ? stack.standing().note() : null, cause)
				: of(state, (latest != null) ? latest.kind() : null, failure, cause);
		return (diagnosis != null && diagnosis.cause != null && diagnosis.cause.logged())
				? new Diagnosis(diagnosis.title, diagnosis.why, diagnosis.next, diagnosis.failure, diagnosis.cause,
						ConsoleLinks.resource(stack.region(), "AWS::Logs::LogGroup", Blueprint.logGroup(stack.name())))
				: diagnosis;
	}

	/** The same without the log group. */
	static @Nullable Diagnosis of(FleetState state, Operation.@Nullable Kind kind, @Nullable OperationFailure failure,
			@Nullable Cause cause) {
		return switch (state) {
			case LAUNCH_FAILED, LAUNCH_UNDONE -> launch(failure, cause, "", state);
			case LAUNCH_UNDOING_FAILED ->
				launch(failure, cause, "AWS could not clear away everything that it had created. ", state);
			case LAUNCH_REFUSED -> launch(failure, cause, "Nothing was created. ", state);
			case LAUNCH_UNDOING ->
				launch(failure, cause, "AWS is clearing away what it had created; wait until it is done. ", state);
			case UPDATE_UNDONE -> change(failure, cause, "AWS has put back what it had changed. ", state);
			case UPDATE_UNDOING, UPDATE_UNDONE_CLEANUP ->
				change(failure, cause, "AWS is putting back what it had changed; wait until it is done. ", state);
			case READY_CHANGE_REFUSED -> change(failure, cause, "Nothing was changed. ", state);
			case LAUNCH_NOT_SENT, READY_CHANGE_NOT_SENT -> null;
			case CHANGE_NOT_IN_FORCE, READY_UNPROVEN, READY_NOT_SCALING -> reported(state, null, cause);
			case CANNOT_SCALE -> (cause != null) ? reported(state, null, cause) : null;
			default -> new Told(state, kind, failure, cause).diagnosis();
		};
	}

	/** What its machines say of themselves, which AWS's stack knows nothing of. */
	private static Diagnosis reported(FleetState state, @Nullable String reason, @Nullable Cause cause) {
		boolean change = state == FleetState.CHANGE_NOT_IN_FORCE;
		Cause known = (cause != null && cause.known()) ? cause : null;
		String title = switch (state) {
			case CHANGE_NOT_IN_FORCE -> "The last change is not in force";
			case READY_NOT_SCALING, CANNOT_SCALE -> "AWS cannot start workers";
			default -> "A first job could not run";
		};
		String sofar = switch (state) {
			case CHANGE_NOT_IN_FORCE -> "The fleet runs on with what it had before. ";
			case READY_NOT_SCALING, CANNOT_SCALE -> "Its jobs wait for workers. ";
			default -> "Its jobs may wait or fail as the first one did. ";
		};
		String said = (reason != null && (change || known == null)) ? ": " + reason + "." : ".";
		if (known != null && state == FleetState.READY_UNPROVEN && !known.title().equals(title + ".")) {
			said = ". " + known.title();
		}
		return new Diagnosis(title + said, (known != null) ? known.explanation() : "",
				sofar + ((known != null) ? known.fix() : "Set right what its machines name below.")
						+ " Then “Change” the fleet" + (change ? " again." : ", if that takes other values."),
				null, cause, null);
	}

	private static @Nullable Diagnosis launch(@Nullable OperationFailure failure, @Nullable Cause cause, String sofar,
			FleetState state) {
		if (failure == null || cause == null) {
			return null;
		}
		boolean possible = FleetActions.of(state).retry();
		String then = !possible ? "" : cause.values() ? " Then “Correct and launch again”."
				: " Then “Correct and launch again” with the same values.";
		return of(cause, sofar, then, failure);
	}

	private static @Nullable Diagnosis change(@Nullable OperationFailure failure, @Nullable Cause cause, String sofar,
			FleetState state) {
		if (failure == null || cause == null) {
			return null;
		}
		return of(cause, sofar, FleetActions.of(state).change() ? " Then “Change” the fleet again." : "", failure);
	}

	private static Diagnosis of(Cause cause, String sofar, String then, OperationFailure failure) {
		return new Diagnosis(cause.title(), cause.explanation(), sofar + cause.fix() + then, failure, cause, null);
	}

}
