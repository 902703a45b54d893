package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out whether an intent without an answer has reached AWS: the portal may have been
 * killed, or the line cut, between asking and hearing.
 */
@Component
class Repair {

	private static final Logger log = LoggerFactory.getLogger(Repair.class);

	private final CloudFormation cloudFormation;

	private final StackRows rows;

	private final Operations operations;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Repair(CloudFormation cloudFormation, StackRows rows, Operations operations, TransactionTemplate transaction,
			Clock clock) {
		this.cloudFormation = cloudFormation;
		this.rows = rows;
		this.operations = operations;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Asks AWS, and stores what it says.
	 * @param operation an operation in the state {@code PLANNED}
	 * @param stack its stack
	 * @return whether there is nothing more to follow
	 */
	boolean check(Operation operation, Stack stack) {
		Optional<UnaryOperator<Stack>> begun = begun(operation, stack);
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			Operation current = this.operations.lock(operation.id()).orElse(null);
			if (current == null || current.state() != Operation.State.PLANNED) {
				return current == null || current.state() != Operation.State.RUNNING;
			}
			Stack locked = this.rows.lock(stack.id());
			if (begun.isPresent()) {
				this.operations.update(current.running());
				this.rows.update(begun.get().apply(locked));
				return false;
			}
			unsent(current, locked);
			return true;
		}));
	}

	/** What the stack becomes if AWS has begun, empty if it never heard of it. */
	private Optional<UnaryOperator<Stack>> begun(Operation operation, Stack stack) {
		if (operation.kind() == Operation.Kind.LAUNCH) {
			return this.cloudFormation.describe(stack.region(), stack.name())
				.filter((description) -> description.belongsTo(stack.id()))
				.map((description) -> (locked) -> locked.known(description.arn()));
		}
		boolean heard = this.cloudFormation.heard(stack.region(), String.valueOf(stack.arn()), operation);
		return heard ? Optional.of((locked) -> locked.working(operation.kind().meanwhile())) : Optional.empty();
	}

	/** A removal is taken up again by itself; anything else is for a person to repeat. */
	private void unsent(Operation operation, Stack stack) {
		Instant now = this.clock.instant();
		log.info("The {} of {} in {} never reached AWS", operation.kind(), stack.name(), stack.region());
		if (operation.kind().repeatable()) {
			this.operations.update(operation.preparing());
			return;
		}
		this.rows.update((operation.kind() == Operation.Kind.LAUNCH) ? stack.notSent(now) : stack.troubled(null));
		this.operations.update(operation.notSent(now));
	}

}
