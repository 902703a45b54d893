package dev.runnerfleet.stack;

import java.util.UUID;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;

/**
 * Keeps a stack from being deleted until somebody takes the protection off deliberately.
 * AWS alone knows whether it is on: the console and scripts turn it, too.
 */
@Component
public class TerminationProtection {

	private final Aws aws;

	private final Stacks stacks;

	TerminationProtection(Aws aws, Stacks stacks) {
		this.aws = aws;
		this.stacks = stacks;
	}

	/**
	 * Asks AWS whether a stack is protected.
	 * @param stackId a stack that AWS knows
	 * @return {@code false} also for a stack that is gone or was never there
	 * @throws AwsFailure if AWS cannot be asked
	 */
	public boolean isOn(UUID stackId) {
		return this.stacks.find(stackId).filter((stack) -> stack.arn() != null).map(this::isOn).orElse(false);
	}

	private boolean isOn(Stack stack) {
		try {
			return AwsFailure
				.guard("cloudformation:DescribeStacks",
						() -> this.aws.cloudFormation(stack.place())
							.describeStacks((request) -> request.stackName(stack.arn())))
				.stacks()
				.stream()
				.anyMatch((described) -> Boolean.TRUE.equals(described.enableTerminationProtection()));
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return false;
			}
			throw ex;
		}
	}

	/**
	 * Turns the protection on or off; asking for what is so already changes nothing.
	 * @param stackId a stack that AWS knows; nothing happens to one without an ARN
	 * @param on whether a delete is to be refused
	 * @throws AwsFailure if AWS refuses or cannot be asked
	 */
	public void set(UUID stackId, boolean on) {
		this.stacks.find(stackId)
			.filter((stack) -> stack.arn() != null)
			.ifPresent((stack) -> AwsFailure.guard("cloudformation:UpdateTerminationProtection",
					() -> this.aws.cloudFormation(stack.place())
						.updateTerminationProtection(
								(request) -> request.stackName(stack.arn()).enableTerminationProtection(on))));
	}

}
