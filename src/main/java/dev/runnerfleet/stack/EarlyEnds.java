package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores ends of many at once before all that belongs to them is read, where each would
 * have to wait for the rest. What failed waits, as its cause is among the rest.
 */
class EarlyEnds {

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final EventStore events;

	private final StackSnapshots snapshots;

	private final TrackingSchedule tracking;

	private final TrackingProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	EarlyEnds(Stacks stacks, StackRows rows, Operations operations, EventStore events, StackSnapshots snapshots,
			TrackingSchedule tracking, TrackingProperties properties, TransactionTemplate transaction, Clock clock) {
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.snapshots = snapshots;
		this.tracking = tracking;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Stores an end that is told, and what AWS described of it. */
	void told(Poll.Told told) {
		Operation operation = this.operations.find(told.operationId()).orElse(null);
		if (operation != null && operation.state() == Operation.State.RUNNING && suffices(operation, told.snapshot())) {
			this.transaction.executeWithoutResult((status) -> ended(told));
		}
		if (told.description() != null) {
			described(told.operationId(), told.description());
		}
	}

	/**
	 * Stores an end that its events tell: what AWS describes can be read later for all.
	 * @param status how its stack stands since
	 * @param fresh events that are not stored yet
	 * @return whether that was enough to know
	 */
	boolean toldByEvents(Operation operation, StackStatus status, List<StackEvent> fresh) {
		if (!fulfilled(operation, status)) {
			return false;
		}
		this.transaction.executeWithoutResult((transaction) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.state() == Operation.State.RUNNING && current.cancelledBy() == null) {
				Stack counted = this.events.append(this.rows.lock(operation.stackId()), fresh);
				this.rows.update(counted.settled(status, null));
				this.operations.update(current.succeeded(operation.endedAt(
						this.stacks.events(operation.stackId(), operation.fromSeq(), Integer.MAX_VALUE),
						this.clock.instant())));
				this.tracking.after(operation.id(), LateEvents.UNDESCRIBED, this.clock.instant());
			}
		});
		return this.operations.find(operation.id()).filter(Operation::finished).isPresent();
	}

	private void ended(Poll.Told told) {
		Operation current = this.operations.lock(told.operationId()).orElseThrow();
		if (current.state() != Operation.State.RUNNING || current.cancelledBy() != null) {
			return;
		}
		Instant now = this.clock.instant();
		this.rows.update(this.rows.lock(current.stackId()).settled(told.snapshot().status(), null));
		this.operations.update(current.succeeded(now));
		this.snapshots.remember(current.stackId(), told.snapshot());
		this.tracking.after(current.id(), LateEvents.TOLD, now);
	}

	/**
	 * Stores what came of an end that was told, unless something else goes on already.
	 */
	void described(UUID operationId, StackDescription found) {
		this.transaction.executeWithoutResult((status) -> {
			Operation ended = this.operations.lock(operationId).orElseThrow();
			int read = this.tracking.looksAfter(operationId);
			if (!Operation.State.ENDED.contains(ended.state()) || !found.status().settled() || read > LateEvents.TOLD
					|| !latest(ended)) {
				return;
			}
			Stack stack = this.rows.lock(ended.stackId());
			this.events.replaceOutputs(stack.id(), found.outputs());
			this.rows.update(stack);
			this.snapshots.ended(ended, found);
			if (read == LateEvents.UNDESCRIBED) {
				this.tracking.after(operationId, LateEvents.READ, this.clock.instant().plus(LateEvents.FIRST));
			}
			else {
				this.tracking.after(operationId, LateEvents.DESCRIBED, ended.finishedAt());
			}
		});
	}

	private boolean latest(Operation operation) {
		return this.operations.latest(operation.stackId())
			.filter((latest) -> latest.id().equals(operation.id()))
			.isPresent();
	}

	/**
	 * Whether AWS's word for a stack is enough to know that an operation has ended well.
	 */
	boolean suffices(Operation operation, StackSnapshot snapshot) {
		return fulfilled(operation, snapshot.status()) && believed(operation, snapshot);
	}

	private static boolean fulfilled(Operation operation, StackStatus status) {
		boolean known = operation.kind() == Operation.Kind.LAUNCH || operation.kind() == Operation.Kind.UPDATE;
		return known && operation.cancelledBy() == null && operation.kind().fulfilledBy(status);
	}

	/**
	 * Whether a status without an event is that of this operation's end, and not the one
	 * from before of an AWS that lags behind.
	 */
	boolean believed(Operation operation, StackSnapshot snapshot) {
		return operation.kind() == Operation.Kind.LAUNCH
				|| operation.outlives(this.properties.recoverAfter(), this.clock.instant())
				|| snapshot.updatedSince(this.snapshots.find(operation.stackId()).orElse(null));
	}

}
