package dev.runnerfleet.gitlab;

/** What came of asking for a runner, be it traded or created. */
public sealed interface IssueOutcome {

	/**
	 * GitLab made a runner.
	 *
	 * @param runner the runner with its token
	 * @param before whether an earlier try had made it
	 */
	record Issued(IssuedRunner runner, boolean before) implements IssueOutcome {

		Issued(IssuedRunner runner) {
			this(runner, false);
		}

	}

	/** It did not, the portal did not ask, or nobody can tell. */
	record Failed(GitLabFailure failure) implements IssueOutcome {

		/** What happened, and whether there is a runner all the same. */
		public Explanation explain() {
			boolean asked = this.failure instanceof ConnectionFailure || this.failure instanceof AnswerFailure;
			return asked ? this.failure.explain().withoutRunner() : this.failure.explain();
		}

	}

}
