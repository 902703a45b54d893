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
	 * GitLab may have done it: its answer was lost, and it does not show the runner.
	 *
	 * @param words what happened and why
	 */
	record Unclear(String words) implements RunnerChange {

	}

	/**
	 * It is as it was.
	 *
	 * @param words what happened and why
	 */
	record Failed(String words) implements RunnerChange {

	}

}
