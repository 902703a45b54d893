package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

	private final EarlyEnds early;

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
		this.early = new EarlyEnds(stacks, rows, operations, events, snapshots, tracking, properties, transaction,
				clock);
		this.tracking = tracking;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Stores ends before all that belongs to them is read. */
	EarlyEnds early() {
		return this.early;
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
		if (found == null || !found.status().settled() || !told && !this.early.believed(operation, found.snapshot())) {
			return false;
		}
		if (brief && this.early.suffices(operation, found.snapshot())) {
			this.early.told(new Poll.Told(operation.id(), found.snapshot(), found));
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
		return operation.outlives(this.properties.recoverAfter(), this.clock.instant());
	}

	private List<StackEvent> own(Operation operation) {
		return this.stacks.events(operation.stackId(), operation.fromSeq(), Integer.MAX_VALUE);
	}

	private Optional<OperationFailure> refusal(Operation operation, Stack stack, StackDescription end,
			List<StackEvent> missed) {
		if (operation.kind().fulfilledBy(end.status())) {
			return Optional.empty();
		}
		List<StackEvent> own = Stream.concat(own(operation).stream(), missed.stream()).toList();
		return this.refusals.explain(operation, stack, own, own, end.reason());
	}

	private Operation end(Operation operation, StackDescription end, Optional<OperationFailure> refusal) {
		List<StackEvent> own = own(operation);
		Instant at = operation.endedAt(own, this.clock.instant());
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

}