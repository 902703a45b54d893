package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.logs.LogSubject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what AWS carries out without ever having said so, perhaps long after the
 * portal had given up, and lets the very operation go on that asked for it: AWS's first
 * answer is not its last word.
 */
@Component
class LateConfirmations {

	private static final Logger log = LoggerFactory.getLogger(LateConfirmations.class);

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

	private final CloudFormation cloudFormation;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	LateConfirmations(CloudFormation cloudFormation, Stacks stacks, StackRows rows, Operations operations,
			ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
		this.cloudFormation = cloudFormation;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Asks AWS for what was asked of a stack and never confirmed; costs no call where
	 * there is none.
	 * @return the operation that AWS carries out, which goes on; empty if AWS tells of
	 * none
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Operation> look(UUID stackId) {
		List<Operation> open = this.operations.unconfirmed(stackId);
		Stack stack = this.stacks.find(stackId).orElse(null);
		if (stack == null || open.isEmpty()) {
			return Optional.empty();
		}
		return (stack.arn() == null) ? launched(stack, open) : begun(stack, stack.arn(), open);
	}

	/**
	 * Takes in a stack that carries the portal's tag.
	 * @param stackId the stack that the tag names
	 * @param found the stack as AWS describes it
	 * @return the launch that AWS carries out
	 */
	Optional<Operation> launched(UUID stackId, StackDescription found) {
		List<Operation> open = this.operations.unconfirmed(stackId);
		Stack stack = this.stacks.find(stackId).orElseThrow();
		return open.isEmpty() ? Optional.empty() : launched(stack, found, open);
	}

	private Optional<Operation> launched(Stack stack, List<Operation> open) {
		return this.cloudFormation.describe(stack.place(), stack.name())
			.filter((found) -> found.belongsTo(stack.id()))
			.flatMap((found) -> launched(stack, found, open));
	}

	private Optional<Operation> launched(Stack stack, StackDescription found, List<Operation> open) {
		Operation begun = this.cloudFormation.begun(stack.place(), found.arn(), open).orElse(open.get(0));
		Optional<Operation> later = laterThan(begun, open);
		return goOn(begun, (locked) -> locked.known(found.arn()), later.map((other) -> note(begun, other)).orElse(null),
				(arrived) -> new OperationEvent.Confirmed(arrived, found.parameters(), later.isPresent()));
	}

	private Optional<Operation> begun(Stack stack, String arn, List<Operation> open) {
		List<Operation> later = open.stream().filter((operation) -> operation.kind() != Operation.Kind.LAUNCH).toList();
		if (later.isEmpty()) {
			return Optional.empty();
		}
		Optional<Operation> begun;
		try {
			begun = this.cloudFormation.begun(stack.place(), arn, later);
		}
		catch (AwsFailure ex) {
			if (ex.kind() != AwsFailure.Kind.NOT_FOUND || !later.get(0).kind().repeatable()) {
				throw ex;
			}
			begun = Optional.of(later.get(0));
		}
		return begun.flatMap((operation) -> goOn(operation, (locked) -> locked.working(operation.kind().meanwhile()),
				null, (arrived) -> new OperationEvent.Confirmed(arrived, Map.of(), false)));
	}

	private Optional<Operation> goOn(Operation found, UnaryOperator<Stack> move, @Nullable String note,
			Function<Operation, OperationEvent.Confirmed> news) {
		try (LogSubject subject = LogSubject.operation(found.stackId(), found.id())) {
			return this.transaction.execute((status) -> {
				Optional<Operation> arrived = stored(found, move, note);
				arrived.filter((operation) -> operation.id().equals(found.id()))
					.map(news)
					.ifPresent(this.events::publishEvent);
				return arrived;
			});
		}
		catch (DuplicateKeyException ex) {
			log.info("The {} of stack {} goes on once its name or turn is free", found.kind(), found.stackId());
			return Optional.empty();
		}
	}

	/** Whatever was tried after it never began, and has nothing to wait for any more. */
	private Optional<Operation> stored(Operation found, UnaryOperator<Stack> move, @Nullable String note) {
		List<Operation> open = this.operations.lockUnconfirmed(found.stackId());
		Stack stack = this.rows.lock(found.stackId());
		Operation current = open.stream().filter((each) -> each.id().equals(found.id())).findFirst().orElse(null);
		if (current == null) {
			return this.operations.find(found.id()).filter((other) -> other.state() == Operation.State.RUNNING);
		}
		Instant now = this.clock.instant();
		open.stream()
			.filter((other) -> !other.id().equals(current.id()) && other.kind() == Operation.Kind.LAUNCH
					&& other.state() == Operation.State.PLANNED)
			.forEach((other) -> {
				this.operations.update(other.unanswered("AWS carries out an earlier attempt instead.").notSent(now));
			});
		Operation arrived = current.arrived(now, note);
		this.operations.update(arrived);
		this.rows.update(move.apply(stack));
		log.info("AWS carries out the {} of {} in {} after all", arrived.kind(), stack.name(), stack.place());
		return Optional.of(arrived);
	}

	/** A second launch brings its own values and token, which count for nothing then. */
	private static Optional<Operation> laterThan(Operation begun, List<Operation> open) {
		return open.stream()
			.filter((other) -> other.kind() == Operation.Kind.LAUNCH && other.startedAt().isAfter(begun.startedAt()))
			.findFirst();
	}

	private static String note(Operation begun, Operation later) {
		return ("AWS carried out the launch of %s after all, and not the one that %s asked for at %s. The fleet has the "
				+ "values and the runner token of the earlier one; change what is to be different.")
			.formatted(CLOCK.format(begun.startedAt()), later.requestedBy(), CLOCK.format(later.startedAt()));
	}

}
