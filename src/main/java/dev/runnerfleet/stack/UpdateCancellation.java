package dev.runnerfleet.stack;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/** Stops an update that goes on; AWS then undoes what it has done of it. */
@Component
public class UpdateCancellation {

	private static final StackStatus UNDOING = new StackStatus("UPDATE_ROLLBACK_IN_PROGRESS");

	private final Aws aws;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	UpdateCancellation(Aws aws, Stacks stacks, StackRows rows, Operations operations, TrackingSchedule tracking,
			TransactionTemplate transaction) {
		this.aws = aws;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.tracking = tracking;
		this.transaction = transaction;
	}

	/**
	 * Stops the update that goes on. Who asked is recorded first; asking AWS twice does
	 * no harm.
	 * @param stackId a stack that the portal knows
	 * @param by who asks
	 * @param alongside writes what belongs to the intent, in its transaction
	 * @return what became of asking
	 * @throws ErrorResponseException with 409 if no update goes on
	 */
	public OperationOutcome cancel(UUID stackId, String by, Runnable alongside) {
		Stack stack = this.stacks.find(stackId).orElseThrow();
		AtomicReference<@Nullable String> before = new AtomicReference<>();
		Operation update = running(stackId, (operation) -> {
			alongside.run();
			before.set(operation.cancelledBy());
			return operation.cancelling(by);
		}).orElseThrow(() -> nothingToCancel(stackId));
		try {
			AwsFailure.guard("cloudformation:CancelUpdateStack", () -> this.aws.cloudFormation(stack.place())
				.cancelUpdateStack((request) -> request.stackName(String.valueOf(stack.arn()))));
		}
		catch (AwsFailure ex) {
			if (!ex.certain()) {
				running(stackId, (operation) -> operation.notConfirmed(ex.words()));
				return new OperationOutcome.Begun(update);
			}
			running(stackId, (operation) -> operation.notCancelling(before.get()));
			return new OperationOutcome.Refused(ex);
		}
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(update.id()).orElseThrow();
			if (!current.finished()) {
				this.rows.update(this.rows.lock(stackId).working(UNDOING));
				this.tracking.now(update.id());
			}
		});
		return new OperationOutcome.Begun(update);
	}

	private Optional<Operation> running(UUID stackId, UnaryOperator<Operation> move) {
		return this.transaction.execute((status) -> this.operations.unfinished(List.of(stackId))
			.stream()
			.findFirst()
			.flatMap((found) -> this.operations.lock(found.id()))
			.filter((found) -> found.kind() == Operation.Kind.UPDATE && found.state() == Operation.State.RUNNING)
			.map((found) -> {
				Operation moved = move.apply(found);
				this.operations.update(moved);
				return moved;
			}));
	}

	private static ErrorResponseException nothingToCancel(UUID stackId) {
		ErrorResponseException nothing = new ErrorResponseException(HttpStatus.CONFLICT);
		nothing.setTitle("No change is under way");
		nothing.setDetail("It has ended or has not begun yet. The fleet's page shows how far it is.");
		nothing.getBody().setProperty("fleet", stackId);
		return nothing;
	}

}
