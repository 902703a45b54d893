package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.logs.LogSubject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows one operation from where the tables say it is. It keeps nothing in memory, so
 * it does not matter who asks it next or what was killed before.
 */
@Component
class OperationTracker {

	private static final Logger log = LoggerFactory.getLogger(OperationTracker.class);

	private final UnconfirmedOperations repair;

	private final CloudFormation cloudFormation;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final EventStore events;

	private final OperationCompletion completion;

	private final TrackingProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	OperationTracker(UnconfirmedOperations repair, CloudFormation cloudFormation, Stacks stacks, StackRows rows,
			Operations operations, EventStore events, OperationCompletion completion, TrackingProperties properties,
			TransactionTemplate transaction, Clock clock) {
		this.repair = repair;
		this.cloudFormation = cloudFormation;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.completion = completion;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Looks once, as there is no reason to think that the operation has ended. */
	Optional<Duration> check(UUID operationId) {
		return check(operationId, false, false);
	}

	/**
	 * Looks once.
	 * @param operationId the operation to follow
	 * @param suspicious whether it may have ended without an event
	 * @param brief whether its events can be read later, if it has
	 * @return the pause until the next look, empty if there is nothing more to see
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Duration> check(UUID operationId, boolean suspicious, boolean brief) {
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
		try (LogSubject subject = LogSubject.operation(stack.id(), operation.id())) {
			return check(operation, stack, suspicious, brief);
		}
	}

	private Optional<Duration> check(Operation operation, Stack stack, boolean suspicious, boolean brief) {
		try {
			if (operation.unconfirmed()) {
				return this.repair.check(operation);
			}
			return follow(operation, stack, suspicious, brief) ? Optional.empty() : Optional.of(pause(operation.id()));
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND && this.completion.outlived(operation)) {
				return this.completion.vanished(operation, stack) ? Optional.empty()
						: Optional.of(this.properties.retryAtMost());
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
		List<StackEvent> missed = read(stack, String.valueOf(stack.arn()));
		if (!missed.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> store(stack.id(), missed));
		}
	}

	/** Says of a stack why it cannot be followed. */
	void trouble(UUID stackId, AwsFailure failure) {
		try (LogSubject subject = LogSubject.fleet(stackId)) {
			this.stacks.find(stackId).ifPresent((stack) -> trouble(stack, failure));
		}
	}

	private Duration pause(UUID operationId) {
		return this.properties.pause(this.operations.find(operationId)
			.map((operation) -> operation.watched(this.clock.instant()))
			.orElse(false));
	}

	/**
	 * Of an end that is likely the events are read once, with the end. Where many end at
	 * once they are read first, as they tell most of it with one call.
	 */
	private boolean follow(Operation operation, Stack stack, boolean suspicious, boolean brief) {
		boolean settled = stack.status().settled();
		boolean eventsFirst = suspicious && brief && !settled;
		if (!eventsFirst && (settled || suspicious)
				&& this.completion.settle(operation, stack, settled, List.of(), brief)) {
			return true;
		}
		String arn = String.valueOf(stack.arn());
		List<StackEvent> fresh = read(stack, arn);
		List<StackStatus> told = fresh.stream()
			.filter((event) -> event.aboutStack(arn))
			.map((event) -> new StackStatus(event.status()))
			.toList();
		boolean ended = told.stream().anyMatch(StackStatus::settled);
		if (ended && eventsFirst && this.completion.early().toldByEvents(operation, told.get(told.size() - 1), fresh)) {
			return true;
		}
		if (ended && this.completion.settle(operation, stack, true, fresh, false)) {
			return true;
		}
		if (!fresh.isEmpty() || stack.trouble() != null) {
			this.transaction.executeWithoutResult((status) -> store(stack.id(), fresh));
		}
		return false;
	}

	private void store(UUID stackId, List<StackEvent> fresh) {
		this.rows.update(this.events.append(this.rows.lock(stackId), fresh).troubled(null));
	}

	private List<StackEvent> read(Stack stack, String arn) {
		return this.cloudFormation.newEvents(stack.place(), arn, (read) -> this.events.known(stack.id(), read),
				CloudFormation.PageRule.OVERLAPS);
	}

	/** What slows a whole region down is no trouble of one stack. */
	private void trouble(Stack stack, AwsFailure failure) {
		if (failure.kind() == AwsFailure.Kind.THROTTLED) {
			return;
		}
		String words = failure.words();
		if (words.equals(stack.trouble())) {
			log.debug("Still cannot follow {}: {}", stack.name(), failure.title());
			return;
		}
		log.info("Cannot follow {} in {}: {}", stack.name(), stack.place(), words);
		this.transaction.executeWithoutResult((status) -> this.rows.update(this.rows.lock(stack.id()).troubled(words)));
	}

}
