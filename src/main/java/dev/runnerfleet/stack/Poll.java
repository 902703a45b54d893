package dev.runnerfleet.stack;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What a call to AWS is spent on. */
sealed interface Poll {

	/**
	 * A look at one operation.
	 *
	 * @param what the operation
	 * @param suspicious whether there is reason to think that it has ended
	 * @param brief whether its end is to be known before all that belongs to it, as
	 * others wait to be known
	 */
	record Look(TrackedOperation what, boolean suspicious, boolean brief) implements Poll {

	}

	/**
	 * A page of the list of all stacks.
	 *
	 * @param question what to ask
	 */
	record Page(ListStacksPaging.Question question) implements Poll {

	}

	/**
	 * A page of the descriptions of all stacks, for many whose own is wanted.
	 *
	 * @param token names the page, {@code null} for the first
	 */
	record Descriptions(@Nullable String token) implements Poll {

	}

	/**
	 * An end that a list or a description tells.
	 *
	 * @param operationId the operation
	 * @param snapshot how AWS shows its stack
	 * @param description how AWS describes it, {@code null} if it was only listed
	 */
	record Told(UUID operationId, StackSnapshot snapshot, @Nullable StackDescription description) {

	}

}
