package dev.runnerfleet.gitlab;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/** Carries a failure from deep in a conversation with GitLab to its outcome. */
public final class GitLabException extends RuntimeException {

	private final transient GitLabFailure failure;

	private final transient @Nullable URI unanswered;

	public GitLabException(GitLabFailure failure) {
		this(failure, null);
	}

	private GitLabException(GitLabFailure failure, @Nullable URI unanswered) {
		super(failure.getClass().getSimpleName(), null, false, false);
		this.failure = failure;
		this.unanswered = unanswered;
	}

	/** The same of a conversation that may have left a change unanswered. */
	public GitLabException leaving(@Nullable URI unanswered) {
		return new GitLabException(this.failure, unanswered);
	}

	public GitLabFailure failure() {
		return this.failure;
	}

	/**
	 * The root of the GitLab that may have done what was asked without saying so,
	 * {@code null} where it has certainly not.
	 */
	public @Nullable URI unanswered() {
		return this.unanswered;
	}

}
