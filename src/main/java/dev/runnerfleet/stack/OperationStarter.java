package dev.runnerfleet.stack;

import java.util.Optional;
import java.util.function.Consumer;

import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;

/**
 * Begins what somebody asks of a stack that is there. What AWS carries out unheard comes
 * first, and what happened meanwhile is taken in, so that it does not count as part of
 * what begins; then the intent is committed, and only then is AWS asked.
 */
@Component
public class OperationStarter {

	private final Intents intents;

	private final LateConfirmations lateConfirmations;

	private final OperationTracker tracker;

	OperationStarter(Intents intents, LateConfirmations lateConfirmations, OperationTracker tracker) {
		this.intents = intents;
		this.lateConfirmations = lateConfirmations;
		this.tracker = tracker;
	}

	/**
	 * Begins an operation.
	 * @param stack the stack, which AWS knows
	 * @param kind what is wanted
	 * @param by who wants it
	 * @param alongside writes what belongs to the intent, in its transaction; whatever it
	 * throws ends it
	 * @param call asks AWS; the operation's id is its {@code clientRequestToken}
	 * @return what became of it
	 */
	public OperationOutcome start(Stack stack, Operation.Kind kind, String by, Consumer<Operation> alongside,
			Consumer<Operation> call) {
		try {
			Optional<Operation> confirmed = this.lateConfirmations.look(stack.id());
			if (confirmed.isPresent()) {
				return new OperationOutcome.Busy(confirmed.get());
			}
			this.tracker.catchUp(stack);
		}
		catch (AwsFailure ex) {
			return new OperationOutcome.Refused(ex);
		}
		Intent intent = this.intents.plan(stack.id(), kind, by, alongside);
		if (intent instanceof Intent.Busy busy) {
			return new OperationOutcome.Busy(busy.underWay());
		}
		Operation operation = ((Intent.Recorded) intent).operation();
		return this.intents.send(operation, () -> call.accept(operation));
	}

}
