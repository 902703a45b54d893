package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;

import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxStack;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Refuses to delete what CloudFormation would refuse to delete. */
final class DeleteStackCheck {

	private DeleteStackCheck() {
	}

	static void of(DeleteStackRequest request, History history) {
		SandboxStack stack = history.stack();
		if (stack.terminationProtection()) {
			throw SandboxRefusal.validation(
					"Stack [%s] cannot be deleted while TerminationProtection is enabled".formatted(stack.name()));
		}
		if (history.isUpdating()) {
			throw SandboxRefusal
				.validation("Stack [%s] cannot be deleted while in status %s".formatted(stack.id(), history.status()));
		}
		boolean failed = history.status().equals("DELETE_FAILED");
		if (!failed && (!request.retainResources().isEmpty()
				|| request.deletionMode() == DeletionMode.FORCE_DELETE_STACK)) {
			throw SandboxRefusal.validation(
					"Invalid operation on stack [%s]. %s can be specified only if the stack is in the DELETE_FAILED state."
						.formatted(stack.id(),
								request.retainResources().isEmpty() ? "FORCE_DELETE_STACK" : "RetainResources"));
		}
		List<String> known = history.resources().stream().map(StackEvent::logicalResourceId).toList();
		request.retainResources().stream().filter((id) -> !known.contains(id)).findFirst().ifPresent((id) -> {
			throw SandboxRefusal
				.validation("The specified resource [%s] to retain does not exist in the stack.".formatted(id));
		});
		if (history.resources()
			.stream()
			.anyMatch((event) -> event.resourceStatus() == ResourceStatus.DELETE_COMPLETE
					&& request.retainResources().contains(event.logicalResourceId()))) {
			throw SandboxRefusal.validation("The specified resources to retain must be in a valid state. "
					+ "Do not specify resources that are in the DELETE_COMPLETE state.");
		}
	}

}
