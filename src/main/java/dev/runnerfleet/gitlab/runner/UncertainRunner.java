package dev.runnerfleet.gitlab.runner;

import java.net.URI;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;
import org.jspecify.annotations.Nullable;

/**
 * GitLab was asked for a runner, and what came back leaves open whether there is one.
 *
 * @param cause what came back
 * @param gitlab the root of the GitLab that was asked
 * @param target whom the runner was to serve, {@code null} where only GitLab knows
 * @param runnerId GitLab's id of it where that was told, so that it was made for certain
 */
record UncertainRunner(GitLabFailure cause, URI gitlab, @Nullable RunnerTarget target,
		@Nullable Long runnerId) implements GitLabFailure {

	@Override
	public Explanation explain() {
		boolean known = this.runnerId != null;
		return this.cause.explain()
			.withRunner(known ? Explanation.Made.YES : Explanation.Made.PERHAPS,
					known ? "Runner #%d was made, but its token did not come.".formatted(this.runnerId)
							: "A runner may have been made.",
					advice(), look());
	}

	private String advice() {
		return (this.target != null)
				? "Send the same form again: the portal then looks for the runner among those of %s and uses it, if the access token has the scope api, or read_api and manage_runner. Or look there yourself and remove it."
					.formatted(this.target.words())
				: "Look among the runners of the group, project or instance whose registration token it is, and remove it there. Then make another one.";
	}

	private URI look() {
		if (this.target == null) {
			return this.gitlab;
		}
		URI page = (this.runnerId != null) ? this.target.page(this.gitlab, this.runnerId) : null;
		return (page != null) ? page : this.target.page(this.gitlab);
	}

}
