package dev.runnerfleet.stack;

import java.util.Map;

/**
 * Announces how an operation comes along, in the transaction that stores it, so that
 * whoever listens writes along or not at all.
 */
public sealed interface OperationEvent {

	/** The operation as it is from now on. */
	Operation operation();

	/**
	 * Announces that something is wanted of a stack, in the transaction that records it.
	 *
	 * @param operation the intent
	 */
	record Recorded(Operation operation) implements OperationEvent {

	}

	/**
	 * Announces that an operation has ended, in the transaction that stores its end.
	 *
	 * @param operation the operation as it ended
	 */
	record Ended(Operation operation) implements OperationEvent {

	}

	/**
	 * Announces that AWS carries an operation out that the portal had given up, in the
	 * transaction that lets it go on.
	 *
	 * @param operation the operation as it goes on
	 * @param parameters what AWS launches with by name, those with NoEcho masked; empty
	 * for anything but a launch, and where AWS does not say
	 * @param instead whether a later attempt of the same launch was recorded, whose
	 * values and secrets count for nothing
	 */
	record Confirmed(Operation operation, Map<String, String> parameters, boolean instead) implements OperationEvent {

		/** Leaves out the parameters: a record's own form would print them all. */
		@Override
		public String toString() {
			return "Confirmed[operation=%s]".formatted(this.operation.id());
		}

	}

	/**
	 * Announces how a stack came out of an operation, in the transaction that stores its
	 * end.
	 *
	 * @param operation the operation as it ended
	 * @param parameters the stack's parameters now, by name; those with NoEcho masked by
	 * AWS
	 * @param tags its tags now, by key
	 */
	record Settled(Operation operation, Map<String, String> parameters,
			Map<String, String> tags) implements OperationEvent {

		/** Leaves out the parameters: a record's own form would print them all. */
		@Override
		public String toString() {
			return "Settled[operation=%s]".formatted(this.operation.id());
		}

	}

}
