package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param startedAt when the intent was recorded, or, where AWS carries it out long after
 * that, when the portal found out
 * @param finishedAt when it ended, {@code null} while it goes on
 * @param watchedUntil until when somebody is known to look at it
 * @param failure why it failed, if it did
 * @param cancelledBy who asked to stop it, if somebody did
 * @param answer AWS's last answer in words, where it leaves open whether AWS has begun,
 * or what became of it where that is not what somebody might think
 */
public record Operation(UUID id, UUID stackId, Kind kind, State state, String requestedBy, long fromSeq,
		Instant startedAt, @Nullable Instant finishedAt, Instant watchedUntil, @Nullable OperationFailure failure,
		@Nullable String cancelledBy, @Nullable String answer) {

	/** What was asked. */
	public enum Kind {

		/** A new stack, or the next one where the first came to nothing. */
		LAUNCH("CREATE_IN_PROGRESS", StackStatus.Phase.READY),
		/** A change set, carried out. */
		UPDATE("UPDATE_IN_PROGRESS", StackStatus.Phase.READY),
		/** What is left of a failed launch goes, for the next one to come. */
		RETRY("DELETE_IN_PROGRESS", StackStatus.Phase.GONE),
		/** A rollback that got stuck goes on. */
		CONTINUE_ROLLBACK("UPDATE_ROLLBACK_IN_PROGRESS", StackStatus.Phase.UNCHANGED),
		/** The stack goes, and all that belongs to it. */
		REMOVE("DELETE_IN_PROGRESS", StackStatus.Phase.GONE),
		/** Somebody acted without the portal. */
		OUTSIDE("UPDATE_IN_PROGRESS", StackStatus.Phase.READY, StackStatus.Phase.UNCHANGED, StackStatus.Phase.GONE),
		/** A stack that was made elsewhere was taken in. */
		ADOPT("UPDATE_IN_PROGRESS", StackStatus.Phase.READY, StackStatus.Phase.UNCHANGED, StackStatus.Phase.GONE),
		/** What a removal had closed is opened; CloudFormation has no part in it. */
		BRING_BACK("UPDATE_IN_PROGRESS", StackStatus.Phase.READY, StackStatus.Phase.UNCHANGED);

		private final StackStatus meanwhile;

		private final Set<StackStatus.Phase> fulfilled;

		Kind(String meanwhile, StackStatus.Phase... fulfilled) {
			this.meanwhile = new StackStatus(meanwhile);
			this.fulfilled = Set.of(fulfilled);
		}

		/**
		 * Whether the portal asks again by itself, which AWS takes as the same request.
		 */
		boolean repeatable() {
			return this == REMOVE || this == RETRY;
		}

		/** The stack's status from AWS's yes to its first event. */
		StackStatus meanwhile() {
			return this.meanwhile;
		}

		/** Whether a stack that ends like this is what was asked for. */
		boolean fulfilledBy(StackStatus end) {
			return this.fulfilled.contains(end.phase());
		}

	}

	/** How far an operation has come. */
	public enum State {

		/** Recorded; the portal does its own part before it asks AWS. */
		PREPARING,
		/** Recorded; AWS may or may not know of it. */
		PLANNED,
		/** AWS works on it. */
		RUNNING,
		/** AWS did as asked. */
		SUCCEEDED,
		/** Stopped on request; everything is as it was before. */
		CANCELLED,
		/** AWS could not do it, or would not. */
		FAILED,
		/** AWS has not confirmed it: as far as it tells, it never heard of it. */
		NOT_SENT;

		/** Those in which AWS has done with it. */
		static final Set<State> ENDED = EnumSet.of(SUCCEEDED, CANCELLED, FAILED);

		/** Whether nothing more will come of it. */
		public boolean finished() {
			return this != PREPARING && this != PLANNED && this != RUNNING;
		}

	}

	/** Who asked for what was done without the portal: AWS does not tell. */
	public static final String SOMEBODY = "somebody outside";

	/** An intent that goes to AWS next. */
	static Operation planned(UUID stackId, Kind kind, String requestedBy, long fromSeq, Instant now) {
		return new Operation(UUID.randomUUID(), stackId, kind, State.PLANNED, requestedBy, fromSeq, now, null, now,
				null, null, null);
	}

	/** The same intent where the portal has its own part to do first. */
	Operation preparing() {
		return moved(State.PREPARING, null, null, State.PLANNED);
	}

	/** The portal's own part is done. */
	Operation prepared() {
		return moved(State.PLANNED, null, null, State.PREPARING);
	}

	/** Whether nothing more will come of it. */
	public boolean finished() {
		return this.state.finished();
	}

	/**
	 * Whether it goes on for longer than AWS may need until every part of it knows a new
	 * stack.
	 */
	boolean outlives(Duration patience, Instant now) {
		return this.kind == Kind.OUTSIDE || this.startedAt.plus(patience).isBefore(now);
	}

	/**
	 * When it ended: as long after its beginning as AWS worked on it by its own clock,
	 * which may be set otherwise, as the portal may have been away at the end. Where the
	 * portal had its own part to do first, the end is when it is known.
	 */
	Instant endedAt(List<StackEvent> own, Instant now) {
		Optional<Instant> first = own.stream().map(StackEvent::at).min(Comparator.naturalOrder());
		if (first.isEmpty() || this.kind.repeatable()) {
			return now;
		}
		Instant last = own.stream().map(StackEvent::at).max(Comparator.naturalOrder()).orElseThrow();
		Instant end = this.startedAt.plus(Duration.between(first.get(), last));
		return end.isBefore(now) ? end : now;
	}

	boolean watched(Instant now) {
		return this.watchedUntil.isAfter(now);
	}

	/**
	 * AWS's answer leaves open whether it has begun.
	 * @param answer its words, without any secret
	 */
	Operation unanswered(String answer) {
		return moved(State.PLANNED, null, null, State.PLANNED).answered(this.startedAt, answer);
	}

	/** A late answer of AWS counts even after the portal had given up on it. */
	Operation running() {
		Operation running = moved(State.RUNNING, null, null, State.PLANNED, State.NOT_SENT);
		return running.answered(running.startedAt, null);
	}

	/**
	 * AWS is found to carry it out, although it never said so.
	 * @param now when that was found
	 * @param note what somebody might think otherwise, if there is such a thing
	 */
	Operation arrived(Instant now, @Nullable String note) {
		return running().answered((this.state == State.NOT_SENT) ? now : this.startedAt, note);
	}

	/** Whether AWS may still turn out to carry it out. */
	boolean unconfirmed() {
		return this.state == State.PLANNED || this.state == State.NOT_SENT;
	}

	private Operation answered(Instant startedAt, @Nullable String answer) {
		return new Operation(this.id, this.stackId, this.kind, this.state, this.requestedBy, this.fromSeq, startedAt,
				this.finishedAt, this.watchedUntil, this.failure, this.cancelledBy, answer);
	}

	/** The portal's own part was all that there was to do. */
	Operation done(Instant now) {
		return moved(State.SUCCEEDED, now, null, State.PREPARING);
	}

	Operation succeeded(Instant now) {
		return moved(State.SUCCEEDED, now, null, State.RUNNING);
	}

	Operation failed(Instant now, OperationFailure failure) {
		return moved(State.FAILED, now, failure, State.PREPARING, State.PLANNED, State.RUNNING);
	}

	/** Somebody asked to stop it; how it ends stays to be seen. */
	Operation cancelling(String by) {
		return cancelledBy(by);
	}

	/** Whether it is being stopped is not confirmed. */
	Operation notConfirmed(String answer) {
		return answered(this.startedAt, "AWS has not confirmed that it stops the change. " + answer);
	}

	private Operation cancelledBy(@Nullable String by) {
		Operation same = moved(State.RUNNING, null, null, State.RUNNING);
		return new Operation(same.id, same.stackId, same.kind, same.state, same.requestedBy, same.fromSeq,
				same.startedAt, null, same.watchedUntil, null, by, null);
	}

	/**
	 * AWS would not stop it.
	 * @param before who had asked before, if somebody had
	 */
	Operation notCancelling(@Nullable String before) {
		return cancelledBy(before);
	}

	/** Whether a stack that ends like this is what whoever stopped it wanted. */
	boolean endsCancelled(StackStatus end) {
		return this.cancelledBy != null && switch (this.kind) {
			case LAUNCH -> end.phase() == StackStatus.Phase.GONE;
			default -> end.phase() == StackStatus.Phase.UNCHANGED;
		};
	}

	Operation cancelled(Instant now) {
		return moved(State.CANCELLED, now, null, State.RUNNING);
	}

	Operation notSent(Instant now) {
		return moved(State.NOT_SENT, now, null, State.PLANNED);
	}

	private Operation moved(State to, @Nullable Instant finishedAt, @Nullable OperationFailure failure, State... from) {
		for (State allowed : from) {
			if (this.state == allowed) {
				return new Operation(this.id, this.stackId, this.kind, to, this.requestedBy, this.fromSeq,
						this.startedAt, finishedAt, this.watchedUntil, failure, this.cancelledBy, this.answer);
			}
		}
		throw new IllegalStateException("Operation %s cannot go from %s to %s".formatted(this.id, this.state, to));
	}

}
