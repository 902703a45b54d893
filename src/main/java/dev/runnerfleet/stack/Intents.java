package dev.runnerfleet.stack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what is wanted of a stack that is there, then asks AWS: the database lets each
 * stack have one unfinished operation, whoever else wants something at the same moment.
 */
@Component
class Intents {

	private final StackRows stacks;

	private final Operations operations;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Intents(StackRows stacks, Operations operations, TrackingSchedule tracking, TransactionTemplate transaction,
			Clock clock) {
		this.stacks = stacks;
		this.operations = operations;
		this.tracking = tracking;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Records an intent that goes to AWS next.
	 * @param stackId a stack that the portal knows
	 * @param kind what is wanted
	 * @param by who wants it
	 * @param alongside writes what belongs to the intent, in its transaction
	 * @return the intent, or what is under way instead
	 */
	Intent plan(UUID stackId, Operation.Kind kind, String by, Consumer<Operation> alongside) {
		return record(stackId, kind, by, (operation) -> {
			this.operations.insert(operation, null);
			this.tracking.begin(operation);
			alongside.accept(operation);
			return operation;
		});
	}

	/**
	 * Records an intent for which the portal has something to do itself before it asks
	 * AWS.
	 * @param stackId a stack that the portal knows
	 * @param kind what is wanted
	 * @param by who wants it
	 * @param alongside writes what belongs to the intent, in its transaction
	 * @return the intent, or what is under way instead
	 */
	Intent prepare(UUID stackId, Operation.Kind kind, String by, Consumer<Operation> alongside) {
		return record(stackId, kind, by, (operation) -> {
			Operation preparing = operation.preparing();
			this.operations.insert(preparing, null);
			alongside.accept(preparing);
			return preparing;
		});
	}

	/**
	 * Ends the portal's own part: AWS is next.
	 * @return the intent, empty if it is over or with AWS already
	 */
	Optional<Operation> prepared(UUID operationId) {
		return this.transaction.execute((status) -> this.operations.lock(operationId)
			.filter((operation) -> operation.state() == Operation.State.PREPARING)
			.map((operation) -> {
				Operation planned = operation.prepared();
				this.operations.update(planned);
				this.tracking.begin(planned);
				return planned;
			}));
	}

	/**
	 * Records what somebody does or did without the portal, for the tracker to follow.
	 * @param known the stack as it was before AWS was asked
	 * @param status the status that AWS gave
	 * @param alongside writes what belongs to it, in its transaction
	 * @return whether it is recorded; not where the portal has acted meanwhile, because
	 * then it may have been the portal's own doing
	 */
	boolean noticed(Stack known, StackStatus status, Consumer<Operation> alongside) {
		return Boolean.TRUE.equals(this.transaction.execute((transaction) -> {
			Stack stack = this.stacks.lock(known.id());
			if (stack.revision() != known.revision() || !this.operations.unfinished(List.of(known.id())).isEmpty()) {
				return false;
			}
			Operation operation = Operation
				.planned(stack.id(), Operation.Kind.OUTSIDE, Operation.SOMEBODY, stack.lastSeq(), this.clock.instant())
				.running();
			this.operations.insert(operation, null);
			this.stacks.update(stack.working(status));
			alongside.accept(operation);
			this.tracking.now(operation.id());
			return true;
		}));
	}

	/**
	 * Asks AWS for what is recorded.
	 * @param planned the intent
	 * @param call the call to AWS; the operation's id is its {@code clientRequestToken}
	 * @return what became of it; without an answer it counts as begun until the tracker
	 * knows better
	 */
	OperationOutcome send(Operation planned, Runnable call) {
		try {
			call.run();
		}
		catch (AwsFailure ex) {
			if (!ex.certain()) {
				unanswered(planned, ex);
				return new OperationOutcome.Begun(planned);
			}
			refused(planned, ex);
			return new OperationOutcome.Refused(ex);
		}
		begun(planned);
		return new OperationOutcome.Begun(planned);
	}

	private Intent record(UUID stackId, Operation.Kind kind, String by, Recording recording) {
		return this.transaction.execute((status) -> {
			Stack stack = this.stacks.lock(stackId);
			List<Operation> underWay = this.operations.unfinished(List.of(stackId));
			if (!underWay.isEmpty()) {
				return new Intent.Busy(underWay.get(0));
			}
			Operation operation = Operation.planned(stackId, kind, by, stack.lastSeq(), this.clock.instant());
			return new Intent.Recorded(recording.of(operation), stack);
		});
	}

	private void unanswered(Operation planned, AwsFailure answer) {
		this.transaction.executeWithoutResult((status) -> this.operations.lock(planned.id())
			.filter((current) -> current.state() == Operation.State.PLANNED)
			.ifPresent((current) -> {
				this.operations.update(current.unanswered(answer.words()));
				this.stacks.update(this.stacks.lock(planned.stackId()));
			}));
	}

	private void begun(Operation planned) {
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(planned.id()).orElseThrow();
			if (current.state() == Operation.State.PLANNED || current.state() == Operation.State.NOT_SENT) {
				this.operations.update(current.running());
				this.stacks.update(this.stacks.lock(planned.stackId()).working(planned.kind().meanwhile()));
			}
			this.tracking.now(planned.id());
		});
	}

	private void refused(Operation planned, AwsFailure failure) {
		this.transaction.executeWithoutResult((status) -> {
			this.tracking.end(planned.id());
			Operation current = this.operations.lock(planned.id()).orElseThrow();
			if (current.state() == Operation.State.PLANNED) {
				boolean again = current.kind().repeatable() && failure.passing();
				this.operations.update(again ? current.unanswered(failure.words()).preparing()
						: current.failed(this.clock.instant(), OperationFailure.refused(failure.words())));
				this.stacks.update(this.stacks.lock(planned.stackId()));
			}
		});
	}

	private interface Recording {

		Operation of(Operation planned);

	}

}
