package dev.runnerfleet.stack;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * Makes the calls of whoever follows stacks wait for their turn, while those of people go
 * at once. Bound to the thread, as a transaction is.
 */
public final class PacedCalls {

	private static final ThreadLocal<@Nullable PacedCalls> TURNS = new ThreadLocal<>();

	private final Function<Place, Runnable> turn;

	private Runnable over = () -> {
	};

	private PacedCalls(Function<Place, Runnable> turn) {
		this.turn = turn;
	}

	/**
	 * Does work whose calls take turns.
	 * @param turn waits for the next turn in a region, and gives what ends it
	 */
	static <T> T taking(Function<Place, Runnable> turn, Supplier<T> work) {
		PacedCalls turns = new PacedCalls(turn);
		TURNS.set(turns);
		try {
			return work.get();
		}
		finally {
			TURNS.remove();
			turns.over.run();
		}
	}

	/** The client for one call. */
	public static CloudFormationClient client(Aws aws, Place place) {
		PacedCalls turns = TURNS.get();
		if (turns == null) {
			return aws.cloudFormation(place);
		}
		turns.next(place);
		return aws.polling(place);
	}

	/** Whoever asks for the next turn has had an answer to the call before. */
	private void next(Place place) {
		this.over.run();
		this.over = () -> {
		};
		this.over = this.turn.apply(place);
	}

}
