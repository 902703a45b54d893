package dev.runnerfleet.gitlab;

/** What came of removing a runner from GitLab. */
public sealed interface RemoveOutcome {

	/** The runner is gone. */
	record Removed() implements RemoveOutcome {

	}

	/** It may still be there. */
	record Failed(GitLabFailure failure) implements RemoveOutcome {

	}

}
