package dev.runnerfleet.stack;

import java.util.UUID;

/** What a call to AWS is spent on. */
sealed interface Job {

	/**
	 * A look at one operation.
	 *
	 * @param what the operation
	 * @param suspicious whether there is reason to think that it has ended
	 */
	record Look(Followed what, boolean suspicious) implements Job {

	}

	/**
	 * A page of the list of all stacks.
	 *
	 * @param question what to ask
	 */
	record Page(RollCall.Question question) implements Job {

	}

	/**
	 * An end that the list tells.
	 *
	 * @param operationId the operation
	 * @param sighting how the list shows its stack
	 */
	record Told(UUID operationId, Sighting sighting) {

	}

}
