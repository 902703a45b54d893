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
record StepProgress(RemovalStep.State state, long amount, String words, Duration pause) {

	static StepProgress again(long amount, String words, Duration pause) {
		return new StepProgress(RemovalStep.State.RUNNING, amount, words, pause);
	}

	/** It could not be begun now, and whoever has the token tries again. */
	static StepProgress waiting(String words, Duration pause) {
		return new StepProgress(RemovalStep.State.WAITING, 0, words, pause);
	}

	static StepProgress done(long amount, String words) {
		return new StepProgress(RemovalStep.State.DONE, amount, words, Duration.ZERO);
	}

	static StepProgress ended(RemovalStep.State state, String words) {
		return new StepProgress(state, 0, words, Duration.ZERO);
	}

	static StepProgress failed(long amount, String words) {
		return new StepProgress(RemovalStep.State.FAILED, amount, words, Duration.ZERO);
	}

}
