package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.gitlab.Explanation;

/** Ends a launch for which GitLab gave no runner token. */
class NoRunnerToken extends RuntimeException {

	private final transient Explanation explanation;

	NoRunnerToken(Explanation explanation) {
		super(explanation.code());
		this.explanation = explanation;
	}

	Explanation explanation() {
		return this.explanation;
	}

}
