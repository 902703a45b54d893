package dev.runnerfleet.live;

import java.util.Set;
import java.util.concurrent.Executor;

/** Makes hubs of their own for tests of other modules. */
public final class Hubs {

	private Hubs() {
	}

	/**
	 * A hub without readers.
	 * @param executor gets one task for each reader that has something to be sent
	 */
	public static LiveHub create(Executor executor) {
		return new LiveHub(executor, (sessionIds) -> Set.copyOf(sessionIds), new LiveProperties(Integer.MAX_VALUE));
	}

}
