package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;
import java.util.Objects;

import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.sandbox.story.SandboxStack;
import dev.runnerfleet.stack.template.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Puts what the sandbox knows of a stack into CloudFormation's words. */
final class StackAnswers {

	private StackAnswers() {
	}

	static Stack stack(History history, StackDrift drift) {
		SandboxStack stack = history.stack();
		StackEvent state = history.state();
		SandboxOperation operation = history.deployment().operation();
		return Stack.builder()
			.stackId(stack.id())
			.stackName(stack.name())
			.description(history.deployment().template().description())
			.creationTime(stack.createdAt())
			.lastUpdatedTime(stack.updatedAt().orElse(null))
			.changeSetId(operation.changeSetId())
			.deletionTime(history.since(ResourceStatus.DELETE_IN_PROGRESS).orElse(null))
			.stackStatus(state.resourceStatusAsString())
			.stackStatusReason(state.resourceStatusReason())
			.parameters(parameters(history.deployment()))
			.outputs(outputs(history))
			.tags(operation.tags()
				.entrySet()
				.stream()
				.map((tag) -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
				.toList())
			.capabilitiesWithStrings(operation.capabilities())
			.disableRollback(stack.creation().onFailure() == OnFailure.DO_NOTHING)
			.retainExceptOnCreate(stack.creation().retainExceptOnCreate())
			.enableTerminationProtection(stack.terminationProtection())
			.driftInformation(DriftAnswers.information(drift))
			.build();
	}

	/** A fleet that is to pass for one without reports says so where one looks for it. */
	private static List<Output> outputs(History history) {
		boolean older = Trouble.named(history.stack().name()).filter(Trouble.OLDER::equals).isPresent();
		return history.outputs()
			.stream()
			.map((output) -> (older && output.outputKey().equals("ReportVersion"))
					? output.toBuilder().outputValue("0").build() : output)
			.toList();
	}

	static StackSummary summary(History history, StackDrift drift) {
		StackEvent state = history.state();
		return StackSummary.builder()
			.stackId(history.stack().id())
			.stackName(history.stack().name())
			.templateDescription(history.deployment().template().description())
			.creationTime(history.stack().createdAt())
			.lastUpdatedTime(history.stack().updatedAt().orElse(null))
			.deletionTime(history.since(ResourceStatus.DELETE_IN_PROGRESS).orElse(null))
			.stackStatus(state.resourceStatusAsString())
			.stackStatusReason(state.resourceStatusReason())
			.driftInformation(DriftAnswers.summary(drift))
			.build();
	}

	static DescribeChangeSetResponse.Builder changeSet(ChangeSetView view) {
		SandboxChangeSet changeSet = view.changeSet();
		return DescribeChangeSetResponse.builder()
			.changeSetId(changeSet.id())
			.changeSetName(changeSet.name())
			.stackId(changeSet.stackId())
			.stackName(view.history().stack().name())
			.description(changeSet.description())
			.creationTime(changeSet.createdAt())
			.parameters(parameters(view.after()))
			.capabilitiesWithStrings(changeSet.operation().capabilities())
			.status(view.status())
			.statusReason(view.statusReason().isEmpty() ? null : view.statusReason())
			.executionStatus(view.executionStatus());
	}

	static StackResource resource(StackEvent latest, StackDrift drift) {
		return StackResource.builder()
			.stackId(latest.stackId())
			.stackName(latest.stackName())
			.logicalResourceId(latest.logicalResourceId())
			.physicalResourceId(latest.physicalResourceId())
			.resourceType(latest.resourceType())
			.timestamp(latest.timestamp())
			.resourceStatus(latest.resourceStatus())
			.resourceStatusReason(latest.resourceStatusReason())
			.driftInformation((info) -> info.stackResourceDriftStatus(drift.status(latest.logicalResourceId()))
				.lastCheckTimestamp(drift.checkedAt()))
			.build();
	}

	static List<Parameter> parameters(Deployment deployment) {
		return deployment.template()
			.parameters()
			.stream()
			.map((parameter) -> parameter(parameter, deployment.operation(), deployment))
			.toList();
	}

	private static Parameter parameter(TemplateParameter parameter, SandboxOperation operation, Deployment deployment) {
		String value = operation.parameters().getOrDefault(parameter.name(), parameter.defaultValue());
		String shown = parameter.noEcho() ? SandboxOperation.MASK : value;
		String resolved = (shown != null) ? deployment.resolved(parameter, shown) : null;
		return Parameter.builder()
			.parameterKey(parameter.name())
			.parameterValue(shown)
			.resolvedValue(Objects.equals(resolved, shown) ? null : resolved)
			.build();
	}

}
