package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * All that happened to a stack and, unless somebody intervenes, all that will: a function
 * of what was asked of it, so that nothing needs to run while it happens.
 *
 * @param stack the stack
 * @param deployment what the stack consists of
 * @param events every event, oldest first, those of the future included
 */
record Timeline(SandboxStack stack, Deployment deployment, List<StackEvent> events) {

	/**
	 * Plays out every operation of a stack.
	 * @throws IllegalArgumentException if a template refers to what there is not
	 */
	static Timeline of(SandboxStack stack) {
		List<StackEvent> events = new ArrayList<>();
		Deployment deployment = new Deployment(stack, stack.creation());
		for (Operation operation : stack.operations()) {
			// An operation ends whatever the one before it had yet to do.
			events.removeIf((event) -> event.timestamp().isAfter(operation.startedAt()));
			events.addAll(switch (operation.kind()) {
				case CREATE -> Creation.events(stack, operation, deployment);
				case DELETE -> Removal.events(stack, operation, deployment, List.copyOf(events));
			});
			events.sort(Comparator.comparing(StackEvent::timestamp));
		}
		return new Timeline(stack, deployment, List.copyOf(events));
	}

	History at(Instant now) {
		return new History(this.stack, this.deployment,
				this.events.stream().filter((event) -> !event.timestamp().isAfter(now)).toList());
	}

}
