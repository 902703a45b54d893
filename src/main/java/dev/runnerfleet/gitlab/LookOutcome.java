package dev.runnerfleet.gitlab;

/** What came of looking for a runner that a lost answer may have told of. */
sealed interface LookOutcome {

	/** It is there, with a new token. */
	record Found(IssuedRunner runner) implements LookOutcome {

	}

	/** GitLab has shown all runners, and it is not among them. */
	record NotThere() implements LookOutcome {

	}

	/** GitLab does not let the portal see, or not use it. */
	record Hidden(GitLabFailure failure) implements LookOutcome {

	}

}
