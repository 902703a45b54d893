package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Plays out how a stack's resources go away, each after all that depend on it. */
final class Removal {

	private final Deployment deployment;

	private final Pace pace;

	private final Chronicle chronicle;

	private final boolean afterFailedCreation;

	private final boolean retainExceptOnCreate;

	Removal(Deployment deployment, Pace pace, Chronicle chronicle, boolean afterFailedCreation,
			boolean retainExceptOnCreate) {
		this.deployment = deployment;
		this.pace = pace;
		this.chronicle = chronicle;
		this.afterFailedCreation = afterFailedCreation;
		this.retainExceptOnCreate = retainExceptOnCreate;
	}

	static List<StackEvent> events(SandboxStack stack, Operation operation, Deployment deployment,
			List<StackEvent> before) {
		Chronicle chronicle = new Chronicle(stack, operation);
		chronicle.stack(operation.startedAt(), ResourceStatus.DELETE_IN_PROGRESS, "User Initiated");
		new Removal(deployment, new Pace(operation.speed()), chronicle, false, false).play(operation.startedAt(),
				before, ResourceStatus.DELETE_COMPLETE);
		return chronicle.events();
	}

	/**
	 * Removes what there is.
	 * @param start when it begins
	 * @param before all that happened so far, which tells what there is
	 * @param done what the stack is in the end
	 */
	void play(Instant start, List<StackEvent> before, ResourceStatus done) {
		Map<String, StackEvent> present = History.resources(before);
		present.values().removeIf(History::isGone);
		Map<String, Instant> goneAt = new LinkedHashMap<>();
		List<DeployedResource> order = new ArrayList<>(this.deployment.resources());
		Collections.reverse(order);
		for (DeployedResource resource : order) {
			StackEvent last = present.get(resource.logicalId());
			if (last != null) {
				Instant begins = order.stream()
					.filter((other) -> other.dependencies().contains(resource.logicalId()))
					.filter((other) -> goneAt.containsKey(other.logicalId()))
					.map((other) -> goneAt.get(other.logicalId()))
					.max(Comparator.naturalOrder())
					.orElse(this.pace.after(start, Pace.STEP));
				goneAt.put(resource.logicalId(), remove(resource, begins, !last.physicalResourceId().isEmpty()));
			}
		}
		Instant end = goneAt.values().stream().max(Comparator.naturalOrder()).orElse(start);
		this.chronicle.stack(this.pace.after(end, Pace.STEP), done, null);
	}

	private Instant remove(DeployedResource resource, Instant begins, boolean exists) {
		if (!exists) {
			this.chronicle.unborn(begins, resource, ResourceStatus.DELETE_COMPLETE, null);
			return begins;
		}
		if (isRetained(resource)) {
			this.chronicle.resource(begins, resource, ResourceStatus.DELETE_SKIPPED, null);
			return begins;
		}
		this.chronicle.resource(begins, resource, ResourceStatus.DELETE_IN_PROGRESS, null);
		Instant end = this.pace.after(begins, Pace.deletion(resource));
		this.chronicle.resource(end, resource, ResourceStatus.DELETE_COMPLETE, null);
		return end;
	}

	private boolean isRetained(DeployedResource resource) {
		if (this.afterFailedCreation) {
			return resource.hasDeletionPolicy("Retain") && !this.retainExceptOnCreate;
		}
		return resource.hasDeletionPolicy("Retain") || resource.hasDeletionPolicy("RetainExceptOnCreate");
	}

}
