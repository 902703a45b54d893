package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores how an operation ended, whoever tells of it: an event, a listing, or AWS knowing
 * nothing of the stack any more.
 */
@Component
class OperationCompletion {

	private static final Logger log = LoggerFactory.getLogger(OperationCompletion.class);

	private static final StackStatus GONE = new StackStatus("DELETE_COMPLETE");

	private final CloudFormation cloudFormation;

	private final StackListing listing;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final EventStore events;

	private final StackSnapshots snapshots;

	private final RefusedBeforehand refusals;

	private final TrackingSchedule tracking;

	private final TrackingProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	OperationCompletion(CloudFormation cloudFormation, StackListing listing, Stacks stacks, StackRows rows,
			Operations operations, EventStore events, StackSnapshots snapshots, TrackingSchedule tracking,
			TrackingProperties properties, TransactionTemplate transaction, Clock clock) {
		this.cloudFormation = cloudFormation;
		this.listing = listing;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.snapshots = snapshots;
		this.refusals = new RefusedBeforehand(cloudFormation);
		this.tracking = tracking;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Stores the end in one go, so that nobody sees a stack that is ready without its
	 * outputs.
	 * @param told whether there was an event that told of the end
	 * @param fresh events that were read and not stored yet, none if they are still to be
	 * read
	 * @param brief whether they can be read later, so that others need not wait for it
	 * @return whether it has ended
	 */
	boolean settle(Operation operation, Stack stack, boolean told, List<StackEvent> fresh, boolean brief) {
		String arn = String.valueOf(stack.arn());
		StackDescription found = this.cloudFormation.describe(stack.place(), arn).orElse(null);
		if (found == null && (operation.kind().fulfilledBy(GONE) || operation.endsCancelled(GONE))) {
			return vanished(operation, stack);
		}
		if (found == null || !found.status().settled() || !told && !believed(operation, found.snapshot())) {
			return false;
		}
		if (brief && aloneSufficient(operation, found.snapshot())) {
			told(new Poll.Told(operation.id(), found.snapshot(), found));
			return this.operations.find(operation.id()).filter(Operation::finished).isPresent();
		}
		List<StackEvent> missed = fresh.isEmpty() ? this.cloudFormation.newEvents(stack.place(), arn,
				(read) -> this.events.known(stack.id(), read), CloudFormation.PageRule.ALL_KNOWN) : fresh;
		List<StackResource> listed = this.events.complete(stack, missed, found.status()) ? List.of()
				: this.cloudFormation.resources(stack.place(), arn);
		Optional<OperationFailure> refusal = refusal(operation, stack, found, missed);
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.finished()) {
				return;
			}
			Stack counted = this.events.append(this.rows.lock(stack.id()), missed, listed);
			this.rows.update(counted.settled(found.status(), found.reason()));
			this.events.replaceOutputs(stack.id(), found.outputs());
			Operation ended = end(current, found, refusal);
			this.operations.update(ended);
			this.tracking.after(operation.id(), LateEvents.READ, this.clock.instant().plus(LateEvents.FIRST));
			this.snapshots.ended(ended, found);
		});
		log.info("{} in {} is {}", stack.name(), stack.place(), found.status().name());
		return true;
	}

	/**
	 * Stores an end that is told of many at once, where each would have to wait for the
	 * rest to be read, and what AWS described of it. What failed waits, as its cause is
	 * among the rest.
	 */
	void told(Poll.Told told) {
		Operation operation = this.operations.find(told.operationId()).orElse(null);
		if (operation != null && operation.state() == Operation.State.RUNNING
				&& aloneSufficient(operation, told.snapshot())) {
			this.transaction.executeWithoutResult((status) -> ended(told));
		}
		if (told.description() != null) {
			described(told.operationId(), told.description());
		}
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
			if (!Operation.State.ENDED.contains(ended.state()) || !found.status().settled()
					|| this.tracking.looksAfter(operationId) != LateEvents.TOLD || !latest(ended)) {
				return;
			}
			Stack stack = this.rows.lock(ended.stackId());
			this.events.replaceOutputs(stack.id(), found.outputs());
			this.rows.update(stack);
			this.snapshots.ended(ended, found);
			this.tracking.after(operationId, LateEvents.DESCRIBED, ended.finishedAt());
		});
	}

	private boolean latest(Operation operation) {
		return this.operations.latest(operation.stackId())
			.filter((latest) -> latest.id().equals(operation.id()))
			.isPresent();
	}

	/**
	 * What AWS no longer knows is gone, unless it was asked by another account's
	 * identity.
	 * @return whether it is gone
	 */
	boolean vanished(Operation operation, Stack stack) {
		if (!this.listing.inAccountOf(stack.place(), String.valueOf(stack.arn()))) {
			this.transaction.executeWithoutResult(
					(status) -> this.rows.update(this.rows.lock(stack.id()).troubled(StackListing.OTHER_ACCOUNT)));
			return false;
		}
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.finished()) {
				return;
			}
			Instant now = this.clock.instant();
			this.operations.update(gone(current, now));
			this.rows.update(this.rows.lock(stack.id()).settled(GONE, null));
			this.tracking.end(operation.id());
		});
		log.info("{} in {} is no longer known to AWS", stack.name(), stack.place());
		return true;
	}

	private static Operation gone(Operation operation, Instant now) {
		if (operation.kind().fulfilledBy(GONE)) {
			return operation.succeeded(now);
		}
		return operation.endsCancelled(GONE) ? operation.cancelled(now)
				: operation.failed(now, new OperationFailure(null, null,
						"AWS no longer knows this stack: it was removed outside of the portal."));
	}

	/** AWS may need a moment until every part of it knows a new stack. */
	boolean outlived(Operation operation) {
		return operation.kind() == Operation.Kind.OUTSIDE
				|| operation.startedAt().plus(this.properties.recoverAfter()).isBefore(this.clock.instant());
	}

	private boolean aloneSufficient(Operation operation, StackSnapshot snapshot) {
		boolean known = operation.kind() == Operation.Kind.LAUNCH || operation.kind() == Operation.Kind.UPDATE;
		return known && operation.cancelledBy() == null && operation.kind().fulfilledBy(snapshot.status())
				&& believed(operation, snapshot);
	}

	/**
	 * Whether a status without an event is that of this operation's end, and not the one
	 * from before of an AWS that lags behind.
	 */
	private boolean believed(Operation operation, StackSnapshot snapshot) {
		return operation.kind() == Operation.Kind.LAUNCH || outlived(operation)
				|| snapshot.updatedSince(this.snapshots.find(operation.stackId()).orElse(null));
	}

	private Optional<OperationFailure> refusal(Operation operation, Stack stack, StackDescription end,
			List<StackEvent> missed) {
		if (operation.kind().fulfilledBy(end.status())) {
			return Optional.empty();
		}
		List<StackEvent> own = Stream
			.concat(this.stacks.events(stack.id(), operation.fromSeq(), Integer.MAX_VALUE).stream(), missed.stream())
			.toList();
		return this.refusals.explain(operation, stack, own, own, end.reason());
	}

	private Operation end(Operation operation, StackDescription end, Optional<OperationFailure> refusal) {
		List<StackEvent> own = this.stacks.events(operation.stackId(), operation.fromSeq(), Integer.MAX_VALUE);
		Instant at = endedAt(operation, own);
		if (operation.kind().fulfilledBy(end.status())) {
			return operation.succeeded(at);
		}
		Optional<OperationFailure> cause = refusal.or(() -> OperationFailure.rootCause(own));
		boolean failed = cause.isPresent() && operation.kind() != Operation.Kind.LAUNCH;
		if (!failed && operation.endsCancelled(end.status())) {
			return operation.cancelled(at);
		}
		String reason = (end.reason() != null) ? end.reason() : "The stack ended as " + end.status().name();
		return operation.failed(at, cause.orElseGet(() -> new OperationFailure(null, null, reason)));
	}

	/**
	 * As long after its beginning as AWS worked on it by its own clock, which may be set
	 * otherwise: the portal may have been away at the end. Where the portal had its own
	 * part to do first, the end is when it is known.
	 */
	private Instant endedAt(Operation operation, List<StackEvent> own) {
		Instant now = this.clock.instant();
		Optional<Instant> first = own.stream().map(StackEvent::at).min(Comparator.naturalOrder());
		if (first.isEmpty() || operation.kind().repeatable()) {
			return now;
		}
		Instant last = own.stream().map(StackEvent::at).max(Comparator.naturalOrder()).orElseThrow();
		Instant end = operation.startedAt().plus(Duration.between(first.get(), last));
		return end.isBefore(now) ? end : now;
	}

}
