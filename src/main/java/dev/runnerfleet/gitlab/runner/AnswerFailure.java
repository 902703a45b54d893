package dev.runnerfleet.gitlab.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import org.jspecify.annotations.Nullable;

/** What GitLab, or whoever answers in its place, said instead of yes. */
sealed interface AnswerFailure extends GitLabFailure {

	@Override
	default boolean askedInVain() {
		return true;
	}

	/** 410: registration tokens are off. */
	record RegistrationOff() implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("registration-off", "Registration tokens are switched off here",
						"This GitLab, or the group, no longer takes registration tokens (410 Gone).",
						"Create a runner with an access token instead: it needs the scope create_runner.")
				.beside("token")
				.instead(TokenWay.CREATE);
		}

	}

	/** 401: a token that GitLab does not know. */
	record Unauthorized(TokenWay way) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("token-refused", "GitLab does not accept the token",
						"The token is unknown to this GitLab, has expired or was revoked.",
						(this.way == TokenWay.CREATE)
								? "Make a new access token with the scope create_runner in GitLab’s preferences."
								: "Check that the token is complete and belongs to this GitLab.")
				.beside("token");
		}

	}

	/** 403 to a registration token or a runner token. */
	record InvalidToken(TokenWay way) implements AnswerFailure {

		@Override
		public Explanation explain() {
			boolean trade = this.way == TokenWay.TRADE;
			return Explanation.input("token-refused", "GitLab does not accept the token",
					trade ? "This GitLab knows no such registration token, or it does not let a group or project "
							+ "register runners (403)." : "This GitLab knows no such runner token (403).",
					trade ? "Copy the registration token again from the runner settings, or create a runner with an "
							+ "access token instead." : "Check that the token is complete and belongs to this GitLab.")
				.beside("token")
				.instead(trade ? TokenWay.CREATE : null);
		}

	}

	/** 403: the token's scopes do not reach. */
	record InsufficientScope(boolean fineGrained) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("insufficient-scope", "The access token lacks a permission",
						this.fineGrained ? "It is a fine-grained token without the permission to create runners here."
								: "It does not have the scope create_runner.",
						this.fineGrained ? "Give it the permission to create runners in this group or project."
								: "Make a new access token with the scope create_runner.")
				.beside("token");
		}

	}

	/** 403: the person behind the token may not. */
	record NotPermitted(RunnerTarget.@Nullable Scope scope, String sentence) implements AnswerFailure {

		@Override
		public Explanation explain() {
			String who = (this.scope == RunnerTarget.Scope.INSTANCE)
					? "Only an administrator may create runners for the instance."
					: "Creating a runner takes the role Owner there; a Maintainer is not enough for a group.";
			return Explanation
				.input("not-permitted", "The token’s owner may not create this runner",
						"GitLab says: " + this.sentence + " " + who,
						"Use the token of an Owner or administrator, or another group or project.")
				.beside("target");
		}

	}

	/** A path that names no group or project, or none that this token may see. */
	record UnknownTarget(RunnerTarget.Scope scope, String path) implements AnswerFailure {

		@Override
		public Explanation explain() {
			String what = this.scope.noun();
			return Explanation
				.input("unknown-target", "No such " + what,
						"The token’s owner sees no " + what + " " + DisplayText.quote(this.path) + ".",
						"Check the path, as in the address of the " + what + "'s page, or give the " + what + "'s ID.")
				.beside("target");
		}

	}

	/** A path that this token's scopes do not let us look up. */
	record UnreadableTarget(RunnerTarget.Scope scope) implements AnswerFailure {

		@Override
		public Explanation explain() {
			String what = this.scope.noun();
			return Explanation
				.input("unreadable-target", "The path cannot be looked up",
						"The " + what + " is not public, and a token with only create_runner cannot look up its path.",
						"Give the " + what + "'s ID: GitLab shows it in the menu at the top right of its page.")
				.beside("target");
		}

	}

	/** 400 or 422: GitLab does not like what it was given. */
	record Invalid(String sentence, Map<String, String> fields) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.input("invalid", "GitLab refused the request",
					this.sentence.isEmpty() ? "GitLab gave no reason." : "GitLab says: " + this.sentence,
					this.fields.isEmpty() ? "Correct the request and try again."
							: "Correct what is marked and try again.")
				.beside(this.fields);
		}

	}

	/** 404 wherever the API could be. */
	record NoApi(String host) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.input("no-api", "No GitLab at this URL",
						"There is no GitLab API under this URL at " + this.host
								+ ", or it is too old for this request (404).",
						"Enter the address of GitLab’s front page. If GitLab lives under a path, include that path.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** HTML or anything else that is not GitLab's JSON. */
	record NotGitLab(String host, int status) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation
				.gitlab("not-gitlab", "This does not answer like a GitLab",
						this.host + " answered with a page (" + this.status + "), or with data that are not GitLab’s.",
						"Check the GitLab URL. A sign-in page or proxy in front of GitLab must let /api/v4 through.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** A redirect, which is never followed. */
	record Redirected(String host, String location) implements AnswerFailure {

		@Override
		public Explanation explain() {
			String where = this.location.isEmpty() ? "elsewhere" : "to " + this.location;
			return Explanation
				.gitlab("redirected", "GitLab is somewhere else",
						this.host + " redirects " + where
								+ ". The portal follows no redirects, so that a token goes only where you say.",
						"If that is your GitLab’s new address, enter it. If it is a sign-in page, it must let /api/v4 "
								+ "through.")
				.beside(GitLabUrl.FIELD);
		}

	}

	/** 429. */
	record RateLimited(@Nullable Duration retryAfter) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("rate-limited", "GitLab asks to slow down",
					"This GitLab got too many requests (429).", "Try again " + ((this.retryAfter != null)
							? "in " + DisplayText.of(this.retryAfter) + "." : "in a few minutes."));
		}

	}

	/** 5xx, and GitLab under maintenance. */
	record Unavailable(int status, String sentence, @Nullable Duration retryAfter) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("gitlab-unavailable", "GitLab is not available",
					"GitLab, or a proxy in front of it, answered " + this.status + "."
							+ (this.sentence.isEmpty() ? "" : " It says: " + this.sentence),
					"Try again in " + ((this.retryAfter != null) ? DisplayText.of(this.retryAfter) : "a few minutes")
							+ ". If it lasts, tell whoever runs that GitLab.");
		}

	}

	/** A yes without what it should bring. */
	record Incomplete(String missing) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("answer-incomplete", "GitLab’s answer is incomplete",
					"GitLab agreed, but its answer has no " + this.missing + ".",
					"If it happens again, tell whoever runs that GitLab.");
		}

	}

	/** Anything else. */
	record Unexpected(int status, String sentence) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("unexpected-answer", "GitLab gave an unexpected answer",
					"GitLab answered " + this.status + "."
							+ (this.sentence.isEmpty() ? "" : " It says: " + this.sentence),
					"Check the GitLab URL and try again.");
		}

	}

	/**
	 * An earlier try was never answered, and nobody can tell what came of it.
	 *
	 * @param at when that was
	 * @param why why the portal could not look for it
	 */
	record Lost(Instant at, String why) implements AnswerFailure {

		@Override
		public Explanation explain() {
			return Explanation.gitlab("answer-lost", "An earlier try was never answered",
					"This form was sent on %s, and no answer told what came of it. %s."
						.formatted(DisplayText.of(this.at), this.why),
					"Nothing was sent now.");
		}

	}

}
