package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.sandbox.story.SandboxStack;
import software.amazon.awssdk.services.cloudformation.model.EventType;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

/** What early validation found, which only DescribeEvents tells. */
final class ValidationEvents {

	private static final String CHANGE_SET = "CREATE_CHANGESET";

	private ValidationEvents() {
	}

	static List<OperationEvent> of(ChangeSetView view) {
		return of(view.history().stack(), view.after(), view.changeSet().operation(), CHANGE_SET);
	}

	static List<OperationEvent> of(History history) {
		SandboxOperation latest = history.stack().latest();
		return of(history.stack(), history.deployment(), latest, latest.kind() + "_STACK");
	}

	/** What a change set finds that would create a stack. */
	static List<OperationEvent> of(SandboxStack stack, Deployment deployment) {
		return of(stack, deployment, stack.creation(), CHANGE_SET);
	}

	private static List<OperationEvent> of(SandboxStack stack, Deployment deployment, SandboxOperation operation,
			String type) {
		return operation.account()
			.stream()
			.sorted()
			.flatMap((fault) -> event(fault, deployment).stream())
			.map((event) -> event.stackId(stack.id())
				.operationType(type)
				.operationStatus("FAILED")
				.operationId(Ids.uuid("operation", stack.id(), operation.startedAt()))
				.clientRequestToken(operation.token())
				.timestamp(at(operation))
				.build())
			.toList();
	}

	private static Optional<OperationEvent.Builder> event(AccountFault fault, Deployment deployment) {
		return switch (fault) {
			case EARLY_PROPERTY -> deployment.resources()
				.stream()
				.filter(DeployedResource::isOfManager)
				.findFirst()
				.map((resource) -> extraneous(resource, resource.type().equals("AWS::EC2::Instance")
						? "InstanceInitiatedShutdownBehaviour" : "HealthCheckTypes"));
			case EARLY_NAME -> resource("AWS::S3::Bucket", deployment)
				.map((resource) -> found(resource, "NAME_CONFLICT_VALIDATION", "/Properties/BucketName",
						"Resource of type 'AWS::S3::Bucket' with identifier '%s' already exists."
							.formatted(resource.physicalId())));
			default -> Optional.empty();
		};
	}

	private static OperationEvent.Builder extraneous(DeployedResource resource, String property) {
		return found(resource, "PROPERTY_VALIDATION", "/Properties/" + property,
				"#: extraneous key [%s] is not permitted".formatted(property));
	}

	private static Optional<DeployedResource> resource(String type, Deployment deployment) {
		return deployment.resources().stream().filter((resource) -> resource.type().equals(type)).findFirst();
	}

	private static OperationEvent.Builder found(DeployedResource resource, String validation, String path,
			String reason) {
		return OperationEvent.builder()
			.eventId(Ids.uuid(resource.physicalId(), validation))
			.eventType(EventType.VALIDATION_ERROR)
			.logicalResourceId(resource.logicalId())
			.physicalResourceId("")
			.resourceType(resource.type())
			.validationName(validation)
			.validationFailureMode("FAIL")
			.validationStatus("FAILED")
			.validationStatusReason(reason)
			.validationPath("/Resources/" + resource.logicalId() + path);
	}

	private static Instant at(SandboxOperation operation) {
		return operation.startedAt().plusMillis(1);
	}

}
