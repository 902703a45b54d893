package dev.runnerfleet.stack;

import java.util.Map;

/**
 * Announces that AWS carries an operation out that the portal had given up, in the
 * transaction that lets it go on.
 *
 * @param operation the operation as it goes on
 * @param parameters what AWS launches with by name, those with NoEcho masked; empty for
 * anything but a launch, and where AWS does not say
 * @param instead whether a later attempt of the same launch was recorded, whose values
 * and secrets count for nothing
 */
public record OperationArrived(Operation operation, Map<String, String> parameters, boolean instead) {

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "OperationArrived[operation=%s]".formatted(this.operation.id());
	}

}
