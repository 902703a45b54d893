package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An operation that AWS is asked about, as far as it matters for the order of asking.
 *
 * @param operationId the operation
 * @param stackId its stack
 * @param arn AWS's id of the stack, {@code null} until AWS has given one
 * @param state how far the operation has come
 * @param status the stack's status as the portal knows it
 * @param lookAt when the next look is due
 * @param watchedUntil until when somebody has its page open
 * @param glancedUntil until when somebody has a list open that it is in
 * @param partial whether resources are missing that it is to have
 * @param looksAfter how much was read of its end, see {@link LateEvents}
 */
record TrackedOperation(UUID operationId, UUID stackId, @Nullable String arn, Operation.State state, StackStatus status,
		Instant lookAt, Instant watchedUntil, Instant glancedUntil, boolean partial, int looksAfter) {

	/** Whether AWS works on it, as far as is known. */
	boolean running() {
		return this.state == Operation.State.RUNNING && this.arn != null;
	}

	/** Whether AWS has done with it. */
	boolean ended() {
		return Operation.State.ENDED.contains(this.state);
	}

	/** Whether it is over, and AWS has not described yet what came of it. */
	boolean told() {
		return ended() && this.looksAfter <= LateEvents.TOLD;
	}

	/** Whether it is over, and its events, though not what AWS describes, are read. */
	boolean undescribed() {
		return ended() && this.looksAfter == LateEvents.UNDESCRIBED;
	}

	/** Whether something that a reader would miss is still to be read of its end. */
	boolean incomplete() {
		return ended() && !undescribed() && (this.looksAfter < LateEvents.READ
				|| this.partial && this.status.phase() == StackStatus.Phase.READY);
	}

	/** Whether its stack is being removed, and will not be listed once it is over. */
	boolean leaving() {
		return this.status.name().equals("DELETE_IN_PROGRESS");
	}

	boolean watched(Instant now) {
		return this.watchedUntil.isAfter(now);
	}

	boolean seen(Instant now) {
		return watched(now) || this.glancedUntil.isAfter(now);
	}

}
