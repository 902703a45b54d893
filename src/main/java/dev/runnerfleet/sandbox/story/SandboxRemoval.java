package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Plays out how resources go away, each after all that depend on it, and what becomes of
 * a stack whose resources will not go.
 */
final class SandboxRemoval {

	private final Pace pace;

	private final EventRecorder recorder;

	private final Predicate<DeployedResource> retained;

	private final Map<String, String> hindrances;

	private final Map<String, Instant> goneAt = new LinkedHashMap<>();

	private final Set<String> failed = new LinkedHashSet<>();

	/**
	 * Prepares a removal.
	 * @param retained what is to be left where it is
	 * @param hindrances AWS's reason by logical id for what cannot be deleted
	 */
	SandboxRemoval(Pace pace, EventRecorder recorder, Predicate<DeployedResource> retained,
			Map<String, String> hindrances) {
		this.pace = pace;
		this.recorder = recorder;
		this.retained = retained;
		this.hindrances = hindrances;
	}

	static EventRecorder played(SandboxStack stack, SandboxOperation operation, Deployment deployment, History before) {
		EventRecorder recorder = new EventRecorder(stack, operation, before.machines());
		recorder.stack(operation.startedAt(), ResourceStatus.DELETE_IN_PROGRESS, "User Initiated");
		Map<String, String> hindrances = new LinkedHashMap<>(operation.exceptions());
		hindrances.values().removeIf(String::isEmpty);
		Predicate<DeployedResource> retained = (resource) -> isRetained(resource)
				|| "".equals(operation.exceptions().get(resource.logicalId()));
		new SandboxRemoval(new Pace(operation.speed()), recorder, retained, hindrances).play(deployment,
				operation.startedAt(), before.events(), ResourceStatus.DELETE_COMPLETE);
		return recorder;
	}

	public static boolean isRetained(DeployedResource resource) {
		return resource.hasDeletionPolicy("Retain") || resource.hasDeletionPolicy("RetainExceptOnCreate");
	}

	/**
	 * Removes what there is of a stack.
	 * @param start when it begins
	 * @param before all that happened so far, which tells what there is
	 * @param done what the stack is in the end
	 */
	void play(Deployment deployment, Instant start, List<StackEvent> before, ResourceStatus done) {
		Map<String, StackEvent> present = History.resources(before);
		present.values().removeIf(History::isGone);
		List<DeployedResource> doomed = deployment.resources()
			.stream()
			.filter((resource) -> present.containsKey(resource.logicalId()))
			.toList();
		Set<String> begun = present.values()
			.stream()
			.filter((event) -> !event.physicalResourceId().isEmpty())
			.map(StackEvent::logicalResourceId)
			.collect(Collectors.toSet());
		Instant end = clear(doomed, (resource) -> begun.contains(resource.logicalId()),
				this.pace.after(start, Pace.STEP));
		if (this.failed.isEmpty()) {
			this.recorder.stack(this.pace.after(end, Pace.STEP), done, null);
		}
		else {
			this.recorder.stack(this.pace.after(end, Pace.STEP), ResourceStatus.DELETE_FAILED,
					"The following resource(s) failed to delete: " + this.failed + ". ");
		}
	}

	/**
	 * Removes resources, the last first.
	 * @param resources the resources, each after those that it depends on
	 * @param existing whether a resource is really there
	 * @return when all is done
	 */
	Instant clear(List<DeployedResource> resources, Predicate<DeployedResource> existing, Instant start) {
		List<DeployedResource> order = new ArrayList<>(resources);
		Collections.reverse(order);
		Set<String> stuck = new LinkedHashSet<>();
		for (DeployedResource resource : order) {
			List<DeployedResource> dependents = order.stream()
				.filter((other) -> other.dependencies().contains(resource.logicalId()))
				.toList();
			if (dependents.stream().anyMatch((other) -> stuck.contains(other.logicalId()))) {
				stuck.add(resource.logicalId());
				continue;
			}
			Instant begins = dependents.stream()
				.map((other) -> this.goneAt.get(other.logicalId()))
				.max(Comparator.naturalOrder())
				.orElse(start);
			this.goneAt.put(resource.logicalId(), remove(resource, begins, existing.test(resource)));
			if (this.failed.contains(resource.logicalId())) {
				stuck.add(resource.logicalId());
			}
		}
		return this.goneAt.values().stream().max(Comparator.naturalOrder()).orElse(start);
	}

	/** The logical ids of what would not go. */
	Set<String> failed() {
		return this.failed;
	}

	private Instant remove(DeployedResource resource, Instant begins, boolean exists) {
		if (!exists) {
			this.recorder.unborn(begins, resource, ResourceStatus.DELETE_COMPLETE, null);
			return begins;
		}
		if (this.retained.test(resource)) {
			this.recorder.resource(begins, resource, ResourceStatus.DELETE_SKIPPED, null);
			return begins;
		}
		this.recorder.resource(begins, resource, ResourceStatus.DELETE_IN_PROGRESS, null);
		String hindrance = this.hindrances.get(resource.logicalId());
		if (hindrance != null) {
			Instant end = this.pace.after(begins, Duration.ofMillis(1500));
			this.recorder.resource(end, resource, ResourceStatus.DELETE_FAILED, hindrance);
			this.failed.add(resource.logicalId());
			return end;
		}
		Instant end = this.pace.after(begins, Pace.deletion(resource));
		this.recorder.machinesOf(resource)
			.forEach((machine) -> this.recorder.machine(machine.ending(machine.leavesAt(), end)));
		this.recorder.resource(end, resource, ResourceStatus.DELETE_COMPLETE, null);
		return end;
	}

}
