package dev.runnerfleet.stack;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Helps a rollback on that got stuck, past what cannot be put back. */
@Component
public class RollbackContinuation {

	private static final StackStatus STUCK = new StackStatus("UPDATE_ROLLBACK_FAILED");

	private final Aws aws;

	private final Stacks stacks;

	private final OperationStarter starter;

	RollbackContinuation(Aws aws, Stacks stacks, OperationStarter starter) {
		this.aws = aws;
		this.stacks = stacks;
		this.starter = starter;
	}

	/**
	 * The resources that AWS may be told to leave as they are.
	 * @param stackId a stack that the portal knows
	 * @return those that could not be put back, empty unless its rollback got stuck
	 */
	public List<StackResource> skippable(UUID stackId) {
		boolean stuck = this.stacks.find(stackId).filter((stack) -> stack.status().equals(STUCK)).isPresent();
		return stuck ? this.stacks.resources(stackId)
			.stream()
			.filter((resource) -> resource.status().equals("UPDATE_FAILED"))
			.toList() : List.of();
	}

	/**
	 * Lets the rollback go on.
	 * @param stackId a stack that the portal knows
	 * @param skip logical ids of skippable resources to leave as they are
	 * @param by who asks
	 * @return what became of asking
	 * @throws ErrorResponseException with 409 if no rollback is stuck
	 */
	public OperationOutcome begin(UUID stackId, Collection<String> skip, String by) {
		Stack stack = this.stacks.find(stackId).orElseThrow();
		return this.starter.start(stack, Operation.Kind.CONTINUE_ROLLBACK, by, (operation) -> requireStuck(stackId),
				(operation) -> AwsFailure.guard("cloudformation:ContinueUpdateRollback",
						() -> this.aws.cloudFormation(stack.place())
							.continueUpdateRollback((request) -> request.stackName(String.valueOf(stack.arn()))
								.resourcesToSkip(skip)
								.clientRequestToken(operation.id().toString()))));
	}

	private void requireStuck(UUID stackId) {
		if (!this.stacks.find(stackId).orElseThrow().status().equals(STUCK)) {
			throw notStuck(stackId);
		}
	}

	private static ErrorResponseException notStuck(UUID stackId) {
		ErrorResponseException notStuck = new ErrorResponseException(HttpStatus.CONFLICT);
		notStuck.setTitle("There is no rollback to continue");
		notStuck.setDetail("The fleet has changed since. Its page shows how it is now.");
		notStuck.getBody().setProperty("fleet", stackId);
		return notStuck;
	}

}
