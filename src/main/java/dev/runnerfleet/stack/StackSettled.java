package dev.runnerfleet.stack;

import java.util.Map;

/**
 * Announces how a stack came out of an operation, in the transaction that stores its end.
 *
 * @param operation the operation as it ended
 * @param parameters the stack's parameters now, by name; those with NoEcho masked by AWS
 */
public record StackSettled(Operation operation, Map<String, String> parameters) {

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "StackSettled[operation=%s]".formatted(this.operation.id());
	}

}
