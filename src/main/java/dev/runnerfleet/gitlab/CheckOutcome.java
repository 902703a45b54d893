package dev.runnerfleet.gitlab;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What a token turned out to be. */
public sealed interface CheckOutcome {

	/**
	 * A runner token that GitLab accepts.
	 *
	 * @param kind its kind
	 * @param gitlabUrl the GitLab that accepts it, with its relative root
	 * @param runnerId GitLab's id of the runner, where GitLab told it
	 * @param expiresAt when it expires, where GitLab told it
	 * @param leftTrace whether the portal still shows among the runner's managers, as its
	 * row there could not be removed again
	 */
	record Accepted(TokenKind kind, URI gitlabUrl, @Nullable Long runnerId, @Nullable Instant expiresAt,
			boolean leftTrace) implements CheckOutcome {

		/** When it expires, in words. */
		public String expires() {
			return Words.of(this.expiresAt);
		}

	}

	/**
	 * A token that this GitLab does not take for a runner's.
	 *
	 * @param kind its kind by its shape
	 */
	record Rejected(TokenKind kind) implements CheckOutcome {

		/** The rejection in words. */
		public Explanation explain() {
			if (this.kind.role() == TokenKind.Role.RUNNER) {
				return new AnswerFailure.InvalidToken(TokenWay.CHECK).explain();
			}
			if (this.kind.role() != TokenKind.Role.UNCLEAR) {
				return new InputFailure.WrongToken(this.kind, TokenWay.CHECK).explain();
			}
			return Explanation
				.input("token-refused", "GitLab does not accept it as a runner token",
						"This is " + this.kind.title() + ", and GitLab knows no runner with it. It may be a "
								+ "registration token, or belong to another GitLab.",
						"If it came from a page about registering runners, trade it.")
				.beside("token")
				.instead(TokenWay.TRADE);
		}

	}

	/** No answer to the question. */
	record Failed(GitLabFailure failure) implements CheckOutcome {

		/** Why there is none. */
		public Explanation explain() {
			Explanation words = this.failure.explain();
			boolean asked = this.failure instanceof ConnectionFailure || this.failure instanceof AnswerFailure;
			return asked ? words.with(words.detail() + " So the token could not be checked.") : words;
		}

	}

}
