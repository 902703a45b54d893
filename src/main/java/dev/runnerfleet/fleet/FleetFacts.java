package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

/**
 * All that a fleet's state follows from, and how it follows: the worst that is true wins.
 *
 * @param status its stack's status
 * @param kind what was asked last, {@code null} if the portal knows of nothing
 * @param progress how far that has come, {@code null} together with {@code kind}
 * @param begun whether AWS may have begun with it; not where it was refused at once
 * @param stopping whether somebody asked to stop it
 * @param again whether a launch is not the fleet's first
 * @param course how far its own steps are, besides what AWS does
 * @param closed what an earlier removal has closed and nobody has opened since
 * @param report what its manager reported of the last change or proof
 */
public record FleetFacts(StackStatus status, Operation.@Nullable Kind kind, Operation.@Nullable State progress,
		boolean begun, boolean stopping, boolean again, Course course, Set<ClosedPart> closed, Report report) {

	private static final Map<String, FleetState> WORKING = Map.of("PLANNED", FleetState.LAUNCH_ASKED,
			"CREATE_IN_PROGRESS", FleetState.OUTSIDE_LAUNCHING, "ROLLBACK_IN_PROGRESS", FleetState.LAUNCH_UNDOING,
			"DELETE_IN_PROGRESS", FleetState.OUTSIDE_REMOVING, "UPDATE_IN_PROGRESS", FleetState.OUTSIDE_UPDATING,
			"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", FleetState.UPDATE_CLEANUP, "UPDATE_ROLLBACK_IN_PROGRESS",
			FleetState.UPDATE_UNDOING, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", FleetState.UPDATE_UNDONE_CLEANUP,
			"IMPORT_IN_PROGRESS", FleetState.IMPORTING, "IMPORT_ROLLBACK_IN_PROGRESS", FleetState.IMPORT_UNDOING);

	private static final Map<String, FleetState> OVER = Map.ofEntries(
			Map.entry("REVIEW_IN_PROGRESS", FleetState.IN_REVIEW), Map.entry("CREATE_COMPLETE", FleetState.READY),
			Map.entry("UPDATE_COMPLETE", FleetState.READY), Map.entry("IMPORT_COMPLETE", FleetState.READY),
			Map.entry("CREATE_FAILED", FleetState.LAUNCH_FAILED),
			Map.entry("ROLLBACK_FAILED", FleetState.LAUNCH_UNDOING_FAILED),
			Map.entry("ROLLBACK_COMPLETE", FleetState.LAUNCH_UNDONE), Map.entry("NOT_SENT", FleetState.LAUNCH_NOT_SENT),
			Map.entry("DELETE_FAILED", FleetState.REMOVAL_FAILED), Map.entry("UPDATE_FAILED", FleetState.UPDATE_FAILED),
			Map.entry("UPDATE_ROLLBACK_FAILED", FleetState.UPDATE_STUCK),
			Map.entry("UPDATE_ROLLBACK_COMPLETE", FleetState.UPDATE_UNDONE),
			Map.entry("IMPORT_ROLLBACK_FAILED", FleetState.IMPORT_UNDOING_FAILED),
			Map.entry("IMPORT_ROLLBACK_COMPLETE", FleetState.IMPORT_UNDONE),
			Map.entry("DELETE_COMPLETE", FleetState.REMOVED));

	private static final Set<FleetState> NEVER_THERE = Set.of(FleetState.LAUNCH_FAILED,
			FleetState.LAUNCH_UNDOING_FAILED, FleetState.LAUNCH_UNDONE);

	/** How far the portal's own steps are. */
	public enum Course {

		/** There are none, or all have ended as they should. */
		NONE,
		/** One is being done or waits for its turn. */
		GOES_ON,
		/** All have ended; something that was to go after the stack is still there. */
		LEFT

	}

	public static FleetFacts of(Stack stack, @Nullable Operation latest, boolean again, Course course,
			Set<ClosedPart> closed, Report report) {
		if (latest == null) {
			return of(stack.status());
		}
		return new FleetFacts(stack.status(), latest.kind(), latest.state(),
				latest.failure() == null || !latest.failure().refused(), latest.cancelledBy() != null, again, course,
				closed, report);
	}

	/** What is known of a stack that the portal has nothing to do with. */
	public static FleetFacts of(StackStatus status) {
		return new FleetFacts(status, null, null, false, false, false, Course.NONE, Set.of(), Report.NONE);
	}

	public FleetState state() {
		if (this.kind == null || this.progress == null) {
			return this.status.settled() ? over() : elsewhere();
		}
		if (!this.progress.finished()) {
			return underWay(this.kind, this.progress == Operation.State.RUNNING);
		}
		if (!this.status.settled()) {
			return elsewhere();
		}
		return (this.status.phase() == StackStatus.Phase.GONE) ? gone(this.kind) : there(this.kind, this.progress);
	}

	private FleetState underWay(Operation.Kind kind, boolean running) {
		return switch (kind) {
			case REMOVE -> FleetState.REMOVING;
			case RETRY -> FleetState.RELAUNCH_BEGUN;
			case BRING_BACK -> FleetState.BRINGING_BACK;
			case LAUNCH -> running ? launching() : (this.again ? FleetState.RELAUNCH_BEGUN : FleetState.LAUNCH_ASKED);
			case UPDATE -> running ? updating() : FleetState.UPDATE_ASKED;
			case CONTINUE_ROLLBACK -> running ? elsewhere() : FleetState.UPDATE_UNDOING;
			case OUTSIDE, ADOPT -> elsewhere();
		};
	}

	private FleetState launching() {
		if (this.stopping) {
			return FleetState.LAUNCH_STOPPING;
		}
		boolean creating = this.status.name().equals("CREATE_IN_PROGRESS");
		return creating ? (this.again ? FleetState.RELAUNCHING : FleetState.LAUNCHING) : elsewhere();
	}

	private FleetState updating() {
		boolean undoing = this.status.phase() == StackStatus.Phase.UNDOING;
		boolean updating = this.status.name().equals("UPDATE_IN_PROGRESS");
		if (this.stopping && (updating || undoing)) {
			return FleetState.UPDATE_CANCELLING;
		}
		return updating ? FleetState.UPDATING : elsewhere();
	}

	/** What goes on without an operation that says more of it. */
	private FleetState elsewhere() {
		return this.status.settled() ? FleetState.CATCHING_UP
				: WORKING.getOrDefault(this.status.name(), FleetState.OTHER_WORKING);
	}

	private FleetState gone(Operation.Kind kind) {
		if (this.course == Course.GOES_ON) {
			return (kind == Operation.Kind.RETRY) ? FleetState.RELAUNCH_BEGUN : FleetState.REMOVING;
		}
		return switch (kind) {
			case RETRY -> FleetState.RELAUNCH_MISSED;
			case REMOVE, ADOPT -> (this.course == Course.LEFT) ? FleetState.REMOVED_PARTLY : FleetState.REMOVED;
			case LAUNCH -> (this.progress == Operation.State.CANCELLED)
					? (this.course == Course.LEFT) ? FleetState.REMOVED_PARTLY : FleetState.LAUNCH_STOPPED
					: FleetState.LAUNCH_DELETED;
			case UPDATE, CONTINUE_ROLLBACK, OUTSIDE, BRING_BACK -> FleetState.OUTSIDE_REMOVED;
		};
	}

	private FleetState there(Operation.Kind kind, Operation.State progress) {
		FleetState plain = over();
		if (plain == FleetState.LAUNCH_NOT_SENT) {
			return (progress == Operation.State.FAILED) ? FleetState.LAUNCH_REFUSED : plain;
		}
		if (plain == FleetState.REMOVAL_FAILED || NEVER_THERE.contains(plain)) {
			return switch (kind) {
				case RETRY -> FleetState.RELAUNCH_STOPPED;
				case REMOVE -> (plain == FleetState.REMOVAL_FAILED) ? plain : FleetState.LAUNCH_REMOVAL_STOPPED;
				default -> plain;
			};
		}
		if (!this.closed.isEmpty()) {
			boolean runnerOnly = this.closed.equals(Set.of(ClosedPart.RUNNER));
			return (runnerOnly && kind != Operation.Kind.REMOVE) ? FleetState.RUNNER_PAUSED
					: FleetState.REMOVAL_STOPPED;
		}
		boolean asBefore = plain == FleetState.READY || plain == FleetState.UPDATE_UNDONE;
		return asBefore ? reported(intact(kind, progress, plain)) : plain;
	}

	/** The fleet works; what became of the latest wish is said beside it. */
	private FleetState intact(Operation.Kind kind, Operation.State progress, FleetState plain) {
		return switch (kind) {
			case REMOVE, RETRY -> FleetState.REMOVAL_NOT_BEGUN;
			case BRING_BACK -> FleetState.READY;
			case UPDATE -> switch (progress) {
				case CANCELLED -> FleetState.READY_CHANGE_CANCELLED;
				case NOT_SENT -> FleetState.READY_CHANGE_NOT_SENT;
				case FAILED -> (plain == FleetState.READY || !this.begun) ? FleetState.READY_CHANGE_REFUSED : plain;
				default -> plain;
			};
			default -> plain;
		};
	}

	/** What does not work as asked comes before what became of a later wish. */
	private FleetState reported(FleetState state) {
		if (state.filter() != FleetState.Filter.READY) {
			return state;
		}
		boolean plain = state == FleetState.READY;
		return switch (this.report) {
			case NOT_IN_FORCE -> FleetState.CHANGE_NOT_IN_FORCE;
			case UNPROVEN -> FleetState.READY_UNPROVEN;
			case NOT_SCALING -> FleetState.READY_NOT_SCALING;
			case AWAITED -> plain ? FleetState.READY_CHANGE_AWAITED : state;
			case UNHEARD -> plain ? FleetState.READY_CHANGE_UNHEARD : state;
			case IN_FORCE -> plain ? FleetState.READY_CHANGE_IN_FORCE : state;
			case PROOF_AWAITED -> plain ? FleetState.READY_PROOF_AWAITED : state;
			case PROVEN -> plain ? FleetState.READY_PROVEN : state;
			case NONE -> state;
		};
	}

	/** What AWS's status says by itself. */
	private FleetState over() {
		FleetState known = OVER.get(this.status.name());
		if (known != null) {
			return known;
		}
		return switch (this.status.phase()) {
			case FAILED -> FleetState.OTHER_FAILED;
			case READY, UNCHANGED -> FleetState.OTHER_READY;
			default -> FleetState.OTHER_IDLE;
		};
	}

	/** What a manager reported of the last change or of a first job. */
	public enum Report {

		/** Nothing was asked of it, or it has nothing to say of it. */
		NONE,
		/** It has not taken on the change yet. */
		AWAITED,
		/** It has said nothing of the change for a long time. */
		UNHEARD,
		/** The change is in force. */
		IN_FORCE,
		/** It goes on with what it had before. */
		NOT_IN_FORCE,
		/** A first job is on its way. */
		PROOF_AWAITED,
		/** A first job has run. */
		PROVEN,
		/** A first job could not run. */
		UNPROVEN,
		/** Auto Scaling could not start a worker. */
		NOT_SCALING

	}

	/** What keeps a fleet from taking jobs once it is closed. */
	public enum ClosedPart {

		/** The Auto Scaling group; before is {@code min,max,desired,protected}. */
		GROUP,
		/** The manager's instance, which was running. */
		MANAGER,
		/** The runner in GitLab, which took jobs. */
		RUNNER

	}

}
