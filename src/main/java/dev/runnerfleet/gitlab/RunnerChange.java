package dev.runnerfleet.gitlab;

/** What came of changing a runner in GitLab. */
public sealed interface RunnerChange {

	/** It is as was asked. */
	record Done() implements RunnerChange {

	}

	/** GitLab has no such runner, or none that the token's owner sees. */
	record Missing() implements RunnerChange {

	}

	/**
	 * It is as it was, as far as is known.
	 *
	 * @param words what happened and why
	 */
	record Failed(String words) implements RunnerChange {

	}

}
