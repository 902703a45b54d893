package dev.runnerfleet.stack;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stops a launch that goes on and removes what there is of it. The launch stays the
 * operation that is followed: where AWS does not let it be stopped, it simply goes on.
 */
@Component
public class LaunchStop {

	private static final StackStatus CREATING = new StackStatus("CREATE_IN_PROGRESS");

	private static final StackStatus DELETING = new StackStatus("DELETE_IN_PROGRESS");

	private final Aws aws;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	LaunchStop(Aws aws, Stacks stacks, StackRows rows, Operations operations, TrackingSchedule tracking,
			TransactionTemplate transaction) {
		this.aws = aws;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.tracking = tracking;
		this.transaction = transaction;
	}

	/**
	 * Records that a launch is to be stopped. Nothing is asked of AWS yet.
	 * @param stackId a stack that the portal knows
	 * @param by who wants it
	 * @param alongside writes what belongs to the intent, in its transaction
	 * @return the launch, empty if none goes on or somebody has stopped it already
	 */
	public Optional<Operation> begin(UUID stackId, String by, Consumer<Operation> alongside) {
		return this.transaction.execute((status) -> running(stackId).filter((launch) -> launch.cancelledBy() == null)
			.filter((launch) -> this.rows.lock(stackId).status().equals(CREATING))
			.map((launch) -> {
				Operation stopping = launch.cancelling(by);
				this.operations.update(stopping);
				alongside.accept(stopping);
				return stopping;
			}));
	}

	/**
	 * Asks AWS to delete the stack of a launch that is to be stopped, unless it does
	 * already. May be called again and again.
	 * @param launchId the launch
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public void delete(UUID launchId) {
		Operation launch = this.operations.find(launchId).orElseThrow();
		Stack stack = this.stacks.find(launch.stackId()).orElseThrow();
		boolean going = stack.status().name().startsWith("DELETE_");
		if (going || launch.state() != Operation.State.RUNNING || launch.cancelledBy() == null) {
			return;
		}
		AwsFailure.guard("cloudformation:DeleteStack", () -> this.aws.cloudFormation(stack.place())
			.deleteStack((request) -> request.stackName(stack.arn()).clientRequestToken("stop-" + launch.id())));
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(launchId).orElseThrow();
			if (!current.finished()) {
				this.rows.update(this.rows.lock(stack.id()).working(DELETING));
				this.tracking.now(launchId);
			}
		});
	}

	private Optional<Operation> running(UUID stackId) {
		return this.operations.unfinished(List.of(stackId))
			.stream()
			.findFirst()
			.flatMap((found) -> this.operations.lock(found.id()))
			.filter((found) -> found.kind() == Operation.Kind.LAUNCH && found.state() == Operation.State.RUNNING);
	}

}
