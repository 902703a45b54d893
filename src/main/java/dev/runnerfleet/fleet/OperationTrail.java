package dev.runnerfleet.fleet;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes down what is asked of fleets and how it ends, in the very transactions that store
 * both, so that neither can be there without the other.
 */
@Component
class OperationTrail {

	private final Audit audit;

	private final Stacks stacks;

	OperationTrail(Audit audit, Stacks stacks) {
		this.audit = audit;
		this.stacks = stacks;
	}

	@EventListener
	void recorded(OperationEvent.Recorded event) {
		Operation operation = event.operation();
		if (operation.kind() != Operation.Kind.OUTSIDE) {
			Stack stack = stack(operation);
			boolean done = operation.kind() == Operation.Kind.ADOPT;
			this.audit.record(Actor.current().as(operation.requestedBy()), action(operation), stack.name(),
					done ? Outcome.DONE : Outcome.ASKED, "In " + stack.region());
		}
	}

	@EventListener
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (operation.kind() != Operation.Kind.OUTSIDE && operation.kind() != Operation.Kind.ADOPT) {
			Outcome outcome = (operation.state() == Operation.State.SUCCEEDED) ? Outcome.DONE : Outcome.FAILED;
			this.audit.record(Actor.onBehalfOf(operation.requestedBy()), action(operation), stack(operation).name(),
					outcome, detail(operation));
		}
	}

	private Stack stack(Operation operation) {
		return this.stacks.find(operation.stackId()).orElseThrow();
	}

	private static Action action(Operation operation) {
		return switch (operation.kind()) {
			case LAUNCH -> Action.LAUNCH;
			case UPDATE -> Action.APPLY;
			case RETRY -> Action.RETRY;
			case CONTINUE_ROLLBACK -> Action.CONTINUE_ROLLBACK;
			case REMOVE -> Action.REMOVE;
			case ADOPT -> Action.ADOPT;
			case BRING_BACK -> Action.BRING_BACK;
			case OUTSIDE -> throw new IllegalArgumentException("Nobody asked for it here");
		};
	}

	private static String detail(Operation operation) {
		OperationFailure failure = operation.failure();
		return switch (operation.state()) {
			case CANCELLED -> "Cancelled by " + operation.cancelledBy();
			case NOT_SENT -> "AWS did not confirm it";
			default -> (failure != null) ? failure.reason() : "";
		};
	}

}
