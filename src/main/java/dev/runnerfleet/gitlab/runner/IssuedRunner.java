package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.time.Instant;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A runner that GitLab has just made.
 *
 * @param id GitLab's id of it
 * @param token its authentication token, which GitLab never shows again
 * @param expiresAt when the token expires, {@code null} if it does not or nobody can tell
 * @param expiryUnclear whether GitLab told when it expires, but not in a way to be read
 * @param gitlabUrl the GitLab it belongs to, with its relative root
 * @param link its page in GitLab, where that could be told
 * @param wish what was asked for, {@code null} where that is not known
 */
public record IssuedRunner(long id, Secret token, @Nullable Instant expiresAt, boolean expiryUnclear, URI gitlabUrl,
		@Nullable URI link, RunnerWish.@Nullable Asked wish) {

	/** A runner as GitLab tells of it. */
	IssuedRunner(long id, Secret token, @Nullable Instant expiresAt, boolean expiryUnclear, URI gitlabUrl,
			@Nullable URI link) {
		this(id, token, expiresAt, expiryUnclear, gitlabUrl, link, null);
	}

	/** The same with what was asked for. */
	IssuedRunner as(RunnerWish wish) {
		return new IssuedRunner(this.id, this.token, this.expiresAt, this.expiryUnclear, this.gitlabUrl, this.link,
				wish.asked());
	}

	/** Where it is in GitLab as far as that could be told: its page, or the GitLab. */
	public URI page() {
		return (this.link != null) ? this.link : this.gitlabUrl;
	}

	/** When the token expires, in words. */
	public String expires() {
		return this.expiryUnclear ? "GitLab's date cannot be read" : DisplayText.of(this.expiresAt);
	}

}
