package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.removal.RemovalStep.Kind;
import dev.runnerfleet.fleet.removal.RemovalStep.State;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a removal how the deletion of its stack has ended, in the transaction that stores
 * that end, so that nobody sees one without the other.
 */
@Component
class RemovalEnds {

	private final Removals removals;

	private final Closures closures;

	private final StackRemover remover;

	private final Stacks stacks;

	private final Clock clock;

	RemovalEnds(Removals removals, Closures closures, StackRemover remover, Stacks stacks, Clock clock) {
		this.removals = removals;
		this.closures = closures;
		this.remover = remover;
		this.stacks = stacks;
		this.clock = clock;
	}

	@EventListener
	void ended(OperationEvent.Ended ended) {
		this.removals.ofOperation(ended.operation().id()).ifPresent((removal) -> ended(removal, ended.operation()));
	}

	private void ended(Removal removal, Operation operation) {
		boolean wanted = (operation.kind() == Operation.Kind.LAUNCH) ? operation.state() == Operation.State.CANCELLED
				: operation.state() == Operation.State.SUCCEEDED;
		if (operation.kind() == Operation.Kind.BRING_BACK) {
			this.removals.skipRest(removal.id());
			return;
		}
		if (wanted) {
			this.closures.forget(operation.stackId());
			end(removal, StepProgress.done(0, removal.retain().isEmpty() ? "Deleted with all that belongs to it."
					: "Deleted, all but " + String.join(", ", removal.retain()) + "."));
			return;
		}
		Set<String> failed = failedResources(operation);
		if (wantsCacheKept(removal) && failed.equals(Set.of(RemovalPlan.CACHE))) {
			again(removal, operation);
			return;
		}
		OperationFailure failure = operation.failure();
		if (removal.step(Kind.DELETE_STACK).state() == State.RUNNING) {
			end(removal, StepProgress.failed(0, (failure != null) ? words(failure) : ""));
		}
		this.removals.skipRest(removal.id());
	}

	/**
	 * AWS leaves a resource alone only after it has failed to delete it, so a bucket that
	 * is to be kept has to be in the way once.
	 */
	private void again(Removal removal, Operation operation) {
		List<String> retain = Stream.concat(removal.retain().stream(), Stream.of(RemovalPlan.CACHE)).toList();
		this.remover.begin(operation.stackId(), operation.kind(), operation.requestedBy(),
				(next) -> this.removals.goOnWith(removal.id(), next.id(), retain));
	}

	private void end(Removal removal, StepProgress progress) {
		this.removals.update(removal.step(Kind.DELETE_STACK).after(progress, this.clock.instant()));
	}

	private Set<String> failedResources(Operation operation) {
		return this.stacks.resources(operation.stackId())
			.stream()
			.filter((resource) -> resource.status().equals("DELETE_FAILED"))
			.map(StackResource::logicalId)
			.collect(Collectors.toSet());
	}

	private static boolean wantsCacheKept(Removal removal) {
		return removal.step(Kind.DELETE_STACK).state() == State.RUNNING && !removal.retain().contains(RemovalPlan.CACHE)
				&& removal.keepCache();
	}

	private static String words(OperationFailure failure) {
		return (failure.logicalId() != null) ? failure.logicalId() + ": " + failure.reason() : failure.reason();
	}

}
