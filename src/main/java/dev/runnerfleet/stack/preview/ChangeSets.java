package dev.runnerfleet.stack.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.PacedCalls;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

import org.springframework.stereotype.Component;

/**
 * The calls to CloudFormation about change sets. They go by the stack's name, as not
 * every emulator finds them by its ARN; what is found is held against the ARN.
 */
@Component
class ChangeSets {

	private final Aws aws;

	ChangeSets(Aws aws) {
		this.aws = aws;
	}

	/** Asks what a change would do; tags that it says nothing of stay as they are. */
	void create(Stack stack, Preview preview, Previews.Request request) {
		List<Tag> tags = (request.tags() != null) ? tags(stack, request.tags()) : null;
		AwsFailure.guard("cloudformation:CreateChangeSet",
				() -> client(stack).createChangeSet((call) -> call.stackName(stack.name())
					.changeSetName(preview.changeSet())
					.changeSetType(ChangeSetType.UPDATE)
					.clientToken(preview.id().toString())
					.templateBody(request.templateBody())
					.parameters(parameters(request))
					.tags(tags)
					.capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)));
	}

	/**
	 * Asks how far AWS is.
	 * @return what it says, empty if it knows no such change set of this very stack
	 */
	Optional<ChangeSet> find(Stack stack, Preview preview) {
		List<Change> changes = new ArrayList<>();
		DescribeChangeSetResponse page;
		try {
			page = page(stack, preview, null);
			changes.addAll(page.changes());
			while (page.nextToken() != null) {
				page = page(stack, preview, page.nextToken());
				changes.addAll(page.changes());
			}
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
		boolean others = page.stackId() != null && !page.stackId().equals(stack.arn());
		return others ? Optional.empty() : Optional.of(ChangeSet.of(page, changes));
	}

	/** Carries it out; the operation's id is the {@code clientRequestToken}. */
	void execute(Stack stack, Preview preview, UUID operationId) {
		AwsFailure.guard("cloudformation:ExecuteChangeSet",
				() -> client(stack).executeChangeSet((call) -> call.stackName(stack.name())
					.changeSetName(preview.changeSet())
					.clientRequestToken(operationId.toString())));
	}

	/** Reads what AWS found wrong with it. */
	List<EarlyValidation.Failure> failures(Stack stack, Preview preview) {
		return EarlyValidation.read(() -> client(stack),
				(call) -> call.stackName(stack.name()).changeSetName(preview.changeSet()));
	}

	void delete(Stack stack, Preview preview) {
		AwsFailure.guard("cloudformation:DeleteChangeSet", () -> client(stack)
			.deleteChangeSet((call) -> call.stackName(stack.name()).changeSetName(preview.changeSet())));
	}

	private DescribeChangeSetResponse page(Stack stack, Preview preview, @Nullable String token) {
		return AwsFailure.guard("cloudformation:DescribeChangeSet",
				() -> client(stack).describeChangeSet((call) -> call.stackName(stack.name())
					.changeSetName(preview.changeSet())
					.includePropertyValues(true)
					.nextToken(token)));
	}

	private CloudFormationClient client(Stack stack) {
		return PacedCalls.client(this.aws, stack.place());
	}

	/** AWS takes all of them or none. */
	private List<Tag> tags(Stack stack, Previews.Tags wanted) {
		Map<String, String> tags = new LinkedHashMap<>();
		AwsFailure
			.guard("cloudformation:DescribeStacks",
					() -> client(stack).describeStacks((call) -> call.stackName(stack.name())))
			.stacks()
			.forEach((found) -> found.tags().forEach((tag) -> tags.put(tag.key(), tag.value())));
		tags.keySet().removeAll(wanted.removed());
		tags.keySet().removeIf((key) -> key.startsWith("aws:"));
		tags.putAll(wanted.given());
		return tags.entrySet()
			.stream()
			.map((tag) -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
			.toList();
	}

	private static List<Parameter> parameters(Previews.Request request) {
		List<Parameter> parameters = new ArrayList<>();
		request.parameters()
			.forEach((name, value) -> parameters
				.add(Parameter.builder().parameterKey(name).parameterValue(value).build()));
		request.secrets()
			.forEach((name, secret) -> parameters
				.add(Parameter.builder().parameterKey(name).parameterValue(secret.reveal()).build()));
		request.kept()
			.forEach((name) -> parameters.add(Parameter.builder().parameterKey(name).usePreviousValue(true).build()));
		return parameters;
	}

}
