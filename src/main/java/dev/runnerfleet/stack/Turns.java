package dev.runnerfleet.stack;

import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.runnerfleet.aws.Aws;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * Makes the calls of whoever follows stacks wait for their turn, while those of people go
 * at once. Bound to the thread, as a transaction is.
 */
final class Turns {

	private static final ThreadLocal<@Nullable Consumer<String>> TURN = new ThreadLocal<>();

	private Turns() {
	}

	/**
	 * Does work whose calls take turns.
	 * @param turn waits for the next turn in a region
	 */
	static <T> T taking(Consumer<String> turn, Supplier<T> work) {
		TURN.set(turn);
		try {
			return work.get();
		}
		finally {
			TURN.remove();
		}
	}

	/** The client for one call. */
	static CloudFormationClient client(Aws aws, String region) {
		Consumer<String> turn = TURN.get();
		if (turn == null) {
			return aws.cloudFormation(region);
		}
		turn.accept(region);
		return aws.polling(region);
	}

}
