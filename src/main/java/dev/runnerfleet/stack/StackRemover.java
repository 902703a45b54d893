package dev.runnerfleet.stack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a stack go in two parts: the intent, under which the portal clears away what
 * CloudFormation would stumble over, and the deletion itself.
 */
@Component
public class StackRemover {

	private final Intents intents;

	private final Operations operations;

	private final Stacks stacks;

	private final StackRows rows;

	private final Aws aws;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StackRemover(Intents intents, Operations operations, Stacks stacks, StackRows rows, Aws aws,
			TransactionTemplate transaction, Clock clock) {
		this.intents = intents;
		this.operations = operations;
		this.stacks = stacks;
		this.rows = rows;
		this.aws = aws;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Records that a stack is to go. Nothing is asked of AWS yet.
	 * @param stackId a stack that AWS knows
	 * @param kind {@code REMOVE}, {@code RETRY} or, for the way back, {@code BRING_BACK}
	 * @param by who wants it
	 * @param alongside writes what belongs to the intent, in its transaction
	 * @return begun, or busy with something else
	 */
	public OperationOutcome begin(UUID stackId, Operation.Kind kind, String by, Consumer<Operation> alongside) {
		Intent intent = this.intents.prepare(stackId, kind, by, alongside);
		if (intent instanceof Intent.Recorded recorded) {
			progressed(stackId);
			return new OperationOutcome.Begun(recorded.operation());
		}
		return new OperationOutcome.Busy(((Intent.Busy) intent).underWay());
	}

	/**
	 * Asks AWS to delete the stack of an intent, once: where it was asked already, or the
	 * intent is over, nothing happens. The tracker knows what becomes of it.
	 * @param operationId the intent
	 * @param retain logical ids of resources to leave alone; AWS takes only such that a
	 * deletion has failed for already
	 * @throws AwsFailure if AWS would not listen at the moment; it can be asked again
	 */
	public void delete(UUID operationId, List<String> retain) {
		this.intents.prepared(operationId).ifPresent((planned) -> {
			Stack stack = this.stacks.find(planned.stackId()).orElseThrow();
			OperationOutcome outcome = this.intents.send(planned,
					() -> AwsFailure.guard("cloudformation:DeleteStack",
							() -> this.aws.cloudFormation(stack.place())
								.deleteStack((request) -> request.stackName(stack.arn())
									.clientRequestToken(planned.id().toString())
									.retainResources(retain))));
			if (outcome instanceof OperationOutcome.Refused refused && refused.failure().passing()) {
				throw refused.failure();
			}
		});
	}

	/** The operation as it is now. */
	public Optional<Operation> find(UUID operationId) {
		return this.operations.find(operationId);
	}

	/**
	 * Holds an operation until the transaction ends. Whoever holds its stack, too, holds
	 * the operation first.
	 */
	public void hold(UUID operationId) {
		this.operations.lock(operationId);
	}

	/**
	 * Ends an intent to bring a fleet back once all of it is done; any other stays as it
	 * is.
	 * @param operationId the intent
	 */
	public void done(UUID operationId) {
		this.transaction.executeWithoutResult((status) -> this.operations.lock(operationId)
			.filter((operation) -> operation.kind() == Operation.Kind.BRING_BACK && !operation.finished())
			.ifPresent((operation) -> {
				this.operations.update(operation.done(this.clock.instant()));
				this.rows.update(this.rows.lock(operation.stackId()));
			}));
	}

	/**
	 * Ends an intent that AWS has not been asked for; a launch that was to be stopped
	 * goes on.
	 * @param operationId the intent; one that has gone further stays as it is
	 * @param reason why nothing comes of it
	 */
	public void giveUp(UUID operationId, String reason) {
		this.transaction.executeWithoutResult((status) -> this.operations.lock(operationId)
			.map((operation) -> givenUp(operation, reason))
			.ifPresent((operation) -> {
				this.operations.update(operation);
				this.rows.update(this.rows.lock(operation.stackId()));
			}));
	}

	private @Nullable Operation givenUp(Operation operation, String reason) {
		if (operation.state() == Operation.State.PREPARING) {
			return operation.failed(this.clock.instant(), OperationFailure.refused(reason));
		}
		boolean launching = operation.kind() == Operation.Kind.LAUNCH && operation.state() == Operation.State.RUNNING;
		return launching ? operation.notCancelling(null) : null;
	}

	/**
	 * Tells the pages of a stack that there is something new to show.
	 * @param stackId the stack
	 */
	public void progressed(UUID stackId) {
		this.transaction.executeWithoutResult((status) -> this.rows.update(this.rows.lock(stackId)));
	}

}
