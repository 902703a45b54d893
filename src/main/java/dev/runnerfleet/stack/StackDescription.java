package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;

/**
 * A stack as AWS describes it.
 *
 * @param arn its id
 * @param status its status
 * @param reason AWS's words about the status
 * @param fleet the value of the portal's tag, if it has one
 * @param outputs its outputs
 * @param parameters its parameters by name, those with NoEcho masked by AWS
 * @param made its name, and how and when it was made
 * @param snapshot how AWS shows it at this moment
 * @param tags its tags by key
 */
record StackDescription(String arn, StackStatus status, @Nullable String reason, @Nullable String fleet,
		List<StackOutput> outputs, Map<String, String> parameters, Made made, StackSnapshot snapshot,
		Map<String, String> tags) {

	static StackDescription of(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
		Map<String, String> tags = new LinkedHashMap<>();
		stack.tags().forEach((tag) -> tags.put(tag.key(), tag.value()));
		List<StackOutput> outputs = stack.outputs()
			.stream()
			.map((output) -> new StackOutput(output.outputKey(), output.outputValue(), output.description()))
			.toList();
		return new StackDescription(stack.stackId(), new StackStatus(stack.stackStatusAsString()),
				stack.stackStatusReason(), tags.get(CloudFormation.FLEET_TAG), outputs, parameters(stack),
				new Made(stack.stackName(), stack.creationTime(), stack.parentId() != null), StackSnapshot.of(stack),
				tags);
	}

	private static Map<String, String> parameters(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
		Map<String, String> parameters = new LinkedHashMap<>();
		stack.parameters()
			.stream()
			.filter((parameter) -> parameter.parameterValue() != null)
			.forEach((parameter) -> parameters.put(parameter.parameterKey(), parameter.parameterValue()));
		return parameters;
	}

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "Description[arn=%s, status=%s]".formatted(this.arn, this.status.name());
	}

	StackAdoption.Candidate found(Place place) {
		return new StackAdoption.Candidate(this.arn, this.made.name, place, this.status, this.made.at, this.fleet,
				this.made.nested, this.parameters, this.outputs, this.tags);
	}

	boolean belongsTo(UUID stackId) {
		return stackId.toString().equals(this.fleet);
	}

	/**
	 * How a stack was made.
	 *
	 * @param name its name
	 * @param at when
	 * @param nested whether as a part of another stack
	 */
	record Made(String name, Instant at, boolean nested) {

	}

}
