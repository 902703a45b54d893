package dev.runnerfleet.fleet.diagnosis;

import java.util.Optional;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Knows why what was asked last has failed, for page and API alike: while it is being
 * undone its cause is known already.
 */
@Component
public class Causes {

	private final Stacks stacks;

	Causes(Stacks stacks) {
		this.stacks = stacks;
	}

	/**
	 * The root cause of what was asked last, empty if nothing failed or AWS said no word.
	 */
	public Optional<OperationFailure> of(Stack stack, @Nullable Operation latest) {
		if (latest == null) {
			return Optional.empty();
		}
		boolean undoing = !latest.finished() && latest.cancelledBy() == null
				&& stack.status().phase() == StackStatus.Phase.UNDOING;
		return undoing ? this.stacks.rootCause(latest) : Optional.ofNullable(latest.failure());
	}

}
