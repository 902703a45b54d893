package dev.runnerfleet.stack;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A stack as AWS describes it.
 *
 * @param arn its id
 * @param status its status
 * @param reason AWS's words about the status
 * @param fleet the value of the portal's tag, if it has one
 * @param outputs its outputs
 */
record Description(String arn, StackStatus status, @Nullable String reason, @Nullable String fleet,
		List<StackOutput> outputs) {

	static Description of(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
		String fleet = stack.tags()
			.stream()
			.filter((tag) -> tag.key().equals(CloudFormation.FLEET_TAG))
			.map((tag) -> tag.value())
			.findFirst()
			.orElse(null);
		List<StackOutput> outputs = stack.outputs()
			.stream()
			.map((output) -> new StackOutput(output.outputKey(), output.outputValue(), output.description()))
			.toList();
		return new Description(stack.stackId(), new StackStatus(stack.stackStatusAsString()), stack.stackStatusReason(),
				fleet, outputs);
	}

	boolean belongsTo(UUID stackId) {
		return stackId.toString().equals(this.fleet);
	}

}
