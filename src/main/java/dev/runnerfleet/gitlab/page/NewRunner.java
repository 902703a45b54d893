package dev.runnerfleet.gitlab.page;

import java.net.URI;
import java.time.Instant;

import dev.runnerfleet.gitlab.runner.IssuedRunner;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Tells a script of a new runner, whose token is only ever in this one answer. */
@Schema(name = "NewRunner")
record NewRunner(@Schema(description = "GitLab's id of it", example = "42") long id,
		@Schema(description = "Its authentication token", format = "password",
				accessMode = Schema.AccessMode.READ_ONLY) String token,
		@Schema(description = "When the token expires, if it does") @Nullable Instant expiresAt,
		@Schema(description = "Whether it expires at a date of GitLab's that cannot be read") boolean expiryUnclear,
		@Schema(description = "The GitLab it belongs to", example = "https://gitlab.com") URI gitlabUrl,
		@Schema(description = "Its page in GitLab, where known") @Nullable URI link) {

	static NewRunner of(IssuedRunner runner) {
		return new NewRunner(runner.id(), runner.token().reveal(), runner.expiresAt(), runner.expiryUnclear(),
				runner.gitlabUrl(), runner.link());
	}

	/** Keeps the token out of logs. */
	@Override
	public String toString() {
		return "NewRunner[" + this.id + "]";
	}

}
