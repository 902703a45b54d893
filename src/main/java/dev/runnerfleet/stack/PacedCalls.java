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

	private Runnable over;

	private boolean ahead;

	private PacedCalls(Function<Place, Runnable> turn, Runnable over, boolean ahead) {
		this.turn = turn;
		this.over = over;
		this.ahead = ahead;
	}

	/**
	 * Does work whose calls take turns.
	 * @param turn waits for the next turn in a region, and gives what ends it
	 */
	static <T> T taking(Function<Place, Runnable> turn, Supplier<T> work) {
		return taking(new PacedCalls(turn, () -> {
		}, false), work);
	}

	/**
	 * Does work whose first call has its turn already.
	 * @param first ends the first call's turn
	 * @param turn waits for each further turn, and gives what ends it
	 */
	static <T> T taking(Runnable first, Function<Place, Runnable> turn, Supplier<T> work) {
		return taking(new PacedCalls(turn, first, true), work);
	}

	private static <T> T taking(PacedCalls turns, Supplier<T> work) {
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
		if (this.ahead) {
			this.ahead = false;
			return;
		}
		this.over.run();
		this.over = () -> {
		};
		this.over = this.turn.apply(place);
	}

}
