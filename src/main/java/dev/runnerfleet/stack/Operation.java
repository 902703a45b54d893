package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was asked of a stack. Its id is the {@code clientRequestToken}, and it
 * guards its own way from intent to end.
 *
 * @param id the operation, and the request token that AWS sees
 * @param stackId the stack
 * @param kind what was asked
 * @param state how far it has come
 * @param requestedBy who asked
 * @param fromSeq the stack's last event before it; later ones belong to it
 * @param startedAt when the intent was recorded
 * @param finishedAt when it ended, {@code null} while it goes on
 * @param watchedUntil until when somebody is known to look at it
 * @param failure why it failed, if it did
 */
public record Operation(UUID id, UUID stackId, Kind kind, State state, String requestedBy, long fromSeq,
		Instant startedAt, @Nullable Instant finishedAt, Instant watchedUntil, @Nullable Failure failure) {

	/** What was asked. */
	public enum Kind {

		LAUNCH

	}

	/** How far an operation has come. */
	public enum State {

		/** Recorded; AWS may or may not know of it. */
		PLANNED,
		/** AWS works on it. */
		RUNNING,
		/** AWS did as asked. */
		SUCCEEDED,
		/** AWS could not do it. */
		FAILED,
		/** AWS never heard of it. */
		NOT_SENT

	}

	static Operation launch(UUID stackId, String requestedBy, Instant now) {
		return new Operation(UUID.randomUUID(), stackId, Kind.LAUNCH, State.PLANNED, requestedBy, 0, now, null, now,
				null);
	}

	/** Whether nothing more will come of it. */
	public boolean finished() {
		return this.state != State.PLANNED && this.state != State.RUNNING;
	}

	boolean watched(Instant now) {
		return this.watchedUntil.isAfter(now);
	}

	/** A late answer of AWS counts even after the portal had given up on it. */
	Operation running() {
		return moved(State.RUNNING, null, null, State.PLANNED, State.NOT_SENT);
	}

	Operation succeeded(Instant now) {
		return moved(State.SUCCEEDED, now, null, State.RUNNING);
	}

	Operation failed(Instant now, Failure failure) {
		return moved(State.FAILED, now, failure, State.RUNNING);
	}

	Operation notSent(Instant now) {
		return moved(State.NOT_SENT, now, null, State.PLANNED);
	}

	private Operation moved(State to, @Nullable Instant finishedAt, @Nullable Failure failure, State... from) {
		for (State allowed : from) {
			if (this.state == allowed) {
				return new Operation(this.id, this.stackId, this.kind, to, this.requestedBy, this.fromSeq,
						this.startedAt, finishedAt, this.watchedUntil, failure);
			}
		}
		throw new IllegalStateException("Operation %s cannot go from %s to %s".formatted(this.id, this.state, to));
	}

}
