package dev.runnerfleet.gitlab;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A runner that somebody wants, with what it takes to get it.
 *
 * @param way whether a registration token is traded or an access token creates it
 * @param gitlabUrl the GitLab as a person typed it
 * @param token the token for that way
 * @param target whom a created runner serves
 * @param options how it behaves
 * @param another whether one is wanted although an earlier try may have made it
 */
public record RunnerWish(TokenWay way, @Nullable String gitlabUrl, Secret token, RunnerTarget target,
		RunnerOptions options, boolean another) {

	/** A runner for a registration token, which says itself whom it serves. */
	public static RunnerWish trade(@Nullable String gitlabUrl, Secret registrationToken, RunnerOptions options,
			boolean another) {
		return new RunnerWish(TokenWay.TRADE, gitlabUrl, registrationToken, new RunnerTarget(RunnerScope.INSTANCE, ""),
				options, another);
	}

	/** A runner that an access token creates. */
	public static RunnerWish create(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target,
			RunnerOptions options, boolean another) {
		return new RunnerWish(TokenWay.CREATE, gitlabUrl, accessToken, target, options, another);
	}

	/** Asks GitLab for it, so that it can be found again by a reference. */
	IssueOutcome ask(RunnerTokens tokens, String reference) {
		RunnerOptions marked = this.options.with(reference);
		return (this.way == TokenWay.CREATE) ? tokens.create(this.gitlabUrl, this.token, this.target, marked)
				: tokens.exchange(this.gitlabUrl, this.token, marked);
	}

}
