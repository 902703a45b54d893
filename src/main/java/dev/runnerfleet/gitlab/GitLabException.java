package dev.runnerfleet.gitlab;

/** Carries a failure from deep in a conversation with GitLab to its outcome. */
final class GitLabException extends RuntimeException {

	private final transient GitLabFailure failure;

	GitLabException(GitLabFailure failure) {
		super(failure.getClass().getSimpleName(), null, false, false);
		this.failure = failure;
	}

	GitLabFailure failure() {
		return this.failure;
	}

}
