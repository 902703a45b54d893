package dev.runnerfleet.stack.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.PacedCalls;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

import org.springframework.stereotype.Component;

/** The calls to CloudFormation about trials. */
@Component
class TrialCalls {

	private final Aws aws;

	TrialCalls(Aws aws) {
		this.aws = aws;
	}

	void create(Trial trial, Trials.Request request) {
		List<Parameter> parameters = new ArrayList<>();
		request.parameters()
			.forEach((name, value) -> parameters
				.add(Parameter.builder().parameterKey(name).parameterValue(value).build()));
		AwsFailure.guard("cloudformation:CreateChangeSet",
				() -> client(trial).createChangeSet((call) -> call.stackName(trial.stackName())
					.changeSetName(trial.changeSet())
					.changeSetType(ChangeSetType.CREATE)
					.clientToken(trial.id().toString())
					.templateBody(request.templateBody())
					.parameters(parameters)
					.tags(Tag.builder().key("runner-fleet-portal:fleet").value(trial.id().toString()).build())
					.capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)));
	}

	DescribeChangeSetResponse describe(Trial trial) {
		return AwsFailure.guard("cloudformation:DescribeChangeSet", () -> client(trial)
			.describeChangeSet((call) -> call.stackName(trial.stackName()).changeSetName(trial.changeSet())));
	}

	List<EarlyValidation.Failure> failures(Trial trial) {
		return EarlyValidation.read(() -> client(trial),
				(call) -> call.stackName(trial.stackName()).changeSetName(trial.changeSet()));
	}

	/** Deletes the stack under review, and the change set with it. */
	void delete(Trial trial) {
		AwsFailure.guard("cloudformation:DeleteStack",
				() -> client(trial).deleteStack((call) -> call.stackName(trial.stackName())));
	}

	/** How the stack stands, empty if AWS knows none. */
	Optional<String> status(Trial trial) {
		try {
			return AwsFailure
				.guard("cloudformation:DescribeStacks",
						() -> client(trial).describeStacks((call) -> call.stackName(trial.stackName())))
				.stacks()
				.stream()
				.map((stack) -> stack.stackStatusAsString())
				.findFirst();
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private CloudFormationClient client(Trial trial) {
		return PacedCalls.client(this.aws, trial.place());
	}

}
