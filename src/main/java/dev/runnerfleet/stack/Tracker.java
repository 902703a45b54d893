package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows one operation from where the tables say it is. It keeps nothing in memory, so
 * it does not matter who asks it next or what was killed before.
 */
@Component
class Tracker {

	private static final Logger log = LoggerFactory.getLogger(Tracker.class);

	private static final StackStatus GONE = new StackStatus("DELETE_COMPLETE");

	private final Repair repair;

	private final CloudFormation cloudFormation;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final EventStore events;

	private final Sightings sightings;

	private final Cadence cadence;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Tracker(Repair repair, CloudFormation cloudFormation, Stacks stacks, StackRows rows, Operations operations,
			EventStore events, Sightings sightings, Cadence cadence, TransactionTemplate transaction, Clock clock) {
		this.repair = repair;
		this.cloudFormation = cloudFormation;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.sightings = sightings;
		this.cadence = cadence;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks once.
	 * @param operationId the operation to follow
	 * @return the pause until the next look, empty if there is nothing more to see
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Duration> check(UUID operationId) {
		Operation operation = this.operations.find(operationId)
			.filter((found) -> found.unconfirmed() || found.state() == Operation.State.RUNNING)
			.orElse(null);
		if (operation == null) {
			return Optional.empty();
		}
		Stack stack = this.stacks.find(operation.stackId()).orElse(null);
		if (stack == null) {
			return Optional.empty();
		}
		try {
			if (operation.unconfirmed()) {
				return this.repair.check(operation);
			}
			return follow(operation, stack) ? Optional.empty() : Optional.of(pause(operationId, stack));
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND && outlived(operation)) {
				vanished(operation, stack);
				return Optional.empty();
			}
			if (!operation.finished()) {
				trouble(stack, ex);
			}
			throw ex;
		}
	}

	/**
	 * Takes in what happened to a stack without anybody following it, so that it does not
	 * count as part of what comes next.
	 */
	void catchUp(Stack stack) {
		List<StackEvent> missed = read(stack, String.valueOf(stack.arn()), CloudFormation.PageRule.OVERLAPS);
		if (!missed.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> store(stack.id(), missed));
		}
	}

	private Duration pause(UUID operationId, Stack stack) {
		boolean watched = this.operations.find(operationId)
			.map((operation) -> operation.watched(this.clock.instant()))
			.orElse(false);
		return this.cadence.pause(watched, this.operations.unfinished(stack.region()));
	}

	private boolean follow(Operation operation, Stack stack) {
		String arn = String.valueOf(stack.arn());
		List<StackEvent> fresh = read(stack, arn, CloudFormation.PageRule.OVERLAPS);
		boolean ends = stack.status().settled() || fresh.stream()
			.anyMatch((event) -> event.aboutStack(arn) && new StackStatus(event.status()).settled());
		if (ends && settle(operation, stack, arn)) {
			return true;
		}
		if (!fresh.isEmpty() || stack.trouble() != null) {
			this.transaction.executeWithoutResult((status) -> store(stack.id(), fresh));
		}
		return false;
	}

	/** AWS may need a moment until every part of it knows a new stack. */
	private boolean outlived(Operation operation) {
		return operation.kind() == Operation.Kind.OUTSIDE
				|| operation.startedAt().plus(this.cadence.recoverAfter()).isBefore(this.clock.instant());
	}

	private void vanished(Operation operation, Stack stack) {
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.finished()) {
				return;
			}
			Instant now = this.clock.instant();
			this.operations.update(gone(current, now));
			this.rows.update(this.rows.lock(stack.id()).settled(GONE, null));
		});
		log.info("{} in {} is no longer known to AWS", stack.name(), stack.region());
	}

	private static Operation gone(Operation operation, Instant now) {
		if (operation.kind().fulfilledBy(GONE)) {
			return operation.succeeded(now);
		}
		return operation.endsCancelled(GONE) ? operation.cancelled(now) : operation.failed(now,
				new Failure(null, null, "AWS no longer knows this stack: it was removed outside of the portal."));
	}

	/**
	 * Stores the end in one go, so that nobody sees a stack that is ready without its
	 * outputs.
	 */
	private boolean settle(Operation operation, Stack stack, String arn) {
		Description found = this.cloudFormation.describe(stack.region(), arn).orElse(null);
		if (found == null && (operation.kind().fulfilledBy(GONE) || operation.endsCancelled(GONE))) {
			vanished(operation, stack);
			return true;
		}
		if (found == null || !found.status().settled()) {
			return false;
		}
		List<StackEvent> missed = read(stack, arn, CloudFormation.PageRule.ALL_KNOWN);
		boolean silent = this.stacks.resources(stack.id()).isEmpty()
				&& missed.stream().allMatch((event) -> event.aboutStack(arn));
		List<StackResource> listed = silent ? this.cloudFormation.resources(stack.region(), arn) : List.of();
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.finished()) {
				return;
			}
			Stack stored = store(stack.id(), missed);
			Stack counted = listed.isEmpty() ? stored : stored.counted(this.events.complete(stack.id(), listed));
			this.rows.update(counted.settled(found.status(), found.reason()));
			this.events.replaceOutputs(stack.id(), found.outputs());
			Operation ended = end(current, counted, found);
			this.operations.update(ended);
			this.sightings.ended(ended, found);
		});
		log.info("{} in {} is {}", stack.name(), stack.region(), found.status().name());
		return true;
	}

	private Operation end(Operation operation, Stack stack, Description end) {
		if (operation.kind().fulfilledBy(end.status())) {
			return operation.succeeded(ended(operation, stack));
		}
		List<StackEvent> own = this.stacks.events(stack.id(), operation.fromSeq(), Integer.MAX_VALUE);
		Optional<Failure> cause = Failure.rootCause(own);
		boolean failed = cause.isPresent() && operation.kind() != Operation.Kind.LAUNCH;
		if (!failed && operation.endsCancelled(end.status())) {
			return operation.cancelled(ended(operation, stack));
		}
		String reason = (end.reason() != null) ? end.reason() : "The stack ended as " + end.status().name();
		Failure failure = cause.orElseGet(() -> new Failure(null, null, reason));
		return operation.failed(ended(operation, stack), failure);
	}

	/**
	 * By AWS's clock where it told of the end: the portal may have been away meanwhile.
	 * What was noticed only afterwards ends when it is known.
	 */
	private Instant ended(Operation operation, Stack stack) {
		boolean afterwards = stack.activeAt().isBefore(operation.startedAt());
		return (!afterwards && stack.lastSeq() > operation.fromSeq()) ? stack.activeAt() : this.clock.instant();
	}

	private Stack store(UUID stackId, List<StackEvent> fresh) {
		Stack after = this.events.append(this.rows.lock(stackId), fresh).troubled(null);
		this.rows.update(after);
		return after;
	}

	private List<StackEvent> read(Stack stack, String arn, CloudFormation.PageRule enough) {
		return this.cloudFormation.newEvents(stack.region(), arn, (ids) -> this.events.known(stack.id(), ids), enough);
	}

	private void trouble(Stack stack, AwsFailure failure) {
		String words = failure.words();
		if (words.equals(stack.trouble())) {
			log.debug("Still cannot follow {}: {}", stack.name(), failure.title());
			return;
		}
		log.info("Cannot follow {} in {}: {}", stack.name(), stack.region(), words);
		this.transaction.executeWithoutResult((status) -> this.rows.update(this.rows.lock(stack.id()).troubled(words)));
	}

}
