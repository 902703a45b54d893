package dev.runnerfleet.gitlab;

/** What came of asking for a runner, be it traded or created. */
public sealed interface IssueOutcome {

	/** GitLab made a runner. */
	record Issued(IssuedRunner runner) implements IssueOutcome {

	}

	/** It did not, or the portal did not ask. */
	record Failed(GitLabFailure failure) implements IssueOutcome {

	}

}
