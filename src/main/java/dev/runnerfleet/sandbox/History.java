package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * What has happened to a stack by a certain time, from which its state follows.
 *
 * @param stack the stack
 * @param deployment what it consists of
 * @param events its events, oldest first
 */
record History(SandboxStack stack, Deployment deployment, List<StackEvent> events) {

	/** The latest event of each resource, in the order in which they began. */
	static Map<String, StackEvent> resources(List<StackEvent> events) {
		Map<String, StackEvent> resources = new LinkedHashMap<>();
		events.stream()
			.filter((event) -> !isOfStack(event))
			.forEach((event) -> resources.put(event.logicalResourceId(), event));
		return resources;
	}

	static boolean isGone(StackEvent event) {
		return event.resourceStatus() == ResourceStatus.DELETE_COMPLETE
				|| event.resourceStatus() == ResourceStatus.DELETE_SKIPPED;
	}

	List<StackEvent> resources() {
		return List.copyOf(resources(this.events).values());
	}

	List<StackEvent> newestFirst() {
		List<StackEvent> newestFirst = new ArrayList<>(this.events);
		Collections.reverse(newestFirst);
		return newestFirst;
	}

	/** The stack-level event that made the stack what it is. */
	StackEvent state() {
		return newestFirst().stream().filter(History::isOfStack).findFirst().orElseThrow();
	}

	boolean isDeleted() {
		return state().resourceStatus() == ResourceStatus.DELETE_COMPLETE;
	}

	/** When the stack first had a status, empty if it never had. */
	Optional<Instant> since(ResourceStatus status) {
		return this.events.stream()
			.filter((event) -> isOfStack(event) && event.resourceStatus() == status)
			.map(StackEvent::timestamp)
			.findFirst();
	}

	private static boolean isOfStack(StackEvent event) {
		return Chronicle.STACK_TYPE.equals(event.resourceType()) && event.stackId().equals(event.physicalResourceId());
	}

}
