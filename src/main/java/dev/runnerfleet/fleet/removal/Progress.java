package dev.runnerfleet.fleet.removal;

import java.time.Duration;

/**
 * What came of working on a removal's step once.
 *
 * @param state how far the step is now
 * @param amount how many parts of it have been seen or dealt with
 * @param words what can be said of it
 * @param pause when to work on again
 */
record Progress(RemovalStep.State state, long amount, String words, Duration pause) {

	static Progress again(long amount, String words, Duration pause) {
		return new Progress(RemovalStep.State.RUNNING, amount, words, pause);
	}

	/** It could not be begun now, and whoever has the token tries again. */
	static Progress waiting(String words, Duration pause) {
		return new Progress(RemovalStep.State.WAITING, 0, words, pause);
	}

	static Progress done(long amount, String words) {
		return new Progress(RemovalStep.State.DONE, amount, words, Duration.ZERO);
	}

	static Progress ended(RemovalStep.State state, String words) {
		return new Progress(state, 0, words, Duration.ZERO);
	}

	static Progress failed(long amount, String words) {
		return new Progress(RemovalStep.State.FAILED, amount, words, Duration.ZERO);
	}

}
