package dev.runnerfleet.sandbox.cloudformation;

import dev.runnerfleet.sandbox.account.Ids;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;

/** CloudFormation's refusals, in the form in which the SDK throws them. */
public final class SandboxRefusal {

	private SandboxRefusal() {
	}

	public static AwsServiceException validation(String message) {
		return filled(CloudFormationException.builder(), "ValidationError", message);
	}

	static AwsServiceException constraint(String value, String field, String constraint) {
		return validation("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
			.formatted(value, field, constraint));
	}

	static AwsServiceException unknownStack(String nameOrId) {
		return validation("Stack with id %s does not exist".formatted(nameOrId));
	}

	static AwsServiceException alreadyExists(String name) {
		return filled(AlreadyExistsException.builder(), "AlreadyExistsException",
				"Stack [%s] already exists".formatted(name));
	}

	static AwsServiceException missingCapability(String capability) {
		return filled(InsufficientCapabilitiesException.builder(), "InsufficientCapabilitiesException",
				"Requires capabilities : [%s]".formatted(capability));
	}

	static AwsServiceException changeSetExists(String message) {
		return filled(AlreadyExistsException.builder(), "AlreadyExistsException", message);
	}

	static AwsServiceException unknownChangeSet(String name) {
		return filled(ChangeSetNotFoundException.builder(), 404, "ChangeSetNotFound",
				"ChangeSet [%s] does not exist".formatted(name));
	}

	static AwsServiceException changeSetStatus(String message) {
		return filled(InvalidChangeSetStatusException.builder(), "InvalidChangeSetStatus", message);
	}

	private static AwsServiceException filled(AwsServiceException.Builder builder, String code, String message) {
		return filled(builder, 400, code, message);
	}

	private static AwsServiceException filled(AwsServiceException.Builder builder, int status, String code,
			String message) {
		return builder.statusCode(status)
			.message(message)
			.requestId(Ids.uuid(code, message))
			.awsErrorDetails(AwsErrorDetails.builder()
				.serviceName("CloudFormation")
				.errorCode(code)
				.errorMessage(message)
				.build())
			.build();
	}

}
