package dev.runnerfleet.gitlab.page;

import java.time.Instant;
import java.util.Locale;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.TokenKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Tells a script what a token turned out to be. */
@Schema(name = "CheckedToken")
record CheckedToken(@Schema(description = "Its kind by its shape", example = "runner") String kind,
		@Schema(description = "Whether GitLab accepts it as a runner token") boolean accepted,
		@Schema(description = "GitLab's id of the runner, where GitLab told it") @Nullable Long runnerId,
		@Schema(description = "When it expires, where GitLab told it") @Nullable Instant expiresAt,
		@Schema(description = "Whether the portal still shows among the runner's managers") boolean leftTrace,
		@Schema(description = "Why it is not accepted, and what to do next") @Nullable String detail) {

	static CheckedToken of(RunnerTokens.Check.Accepted yes) {
		return new CheckedToken(name(yes.kind()), true, yes.runnerId(), yes.expiresAt(), yes.leftTrace(), null);
	}

	static CheckedToken of(RunnerTokens.Check.Rejected no) {
		Explanation words = no.explain();
		return new CheckedToken(name(no.kind()), false, null, null, false, words.detail() + " " + words.nextStep());
	}

	private static String name(TokenKind kind) {
		return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
