package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Gets a person the runner token that a fleet needs, whatever they arrive with, and takes
 * a runner back when the launch it was for fails. Every call says what came of it; none
 * throws for what GitLab, the network or the person did.
 */
public final class RunnerTokens {

	private final GitLabUrls urls;

	private final RunnerInputCheck input;

	private final GitLabHttp http;

	private final AnswerReader reader;

	private final TokenAudit audit;

	RunnerTokens(GitLabUrls urls, GitLabHttp http, AnswerReader reader, Audit audit) {
		this.urls = urls;
		this.input = new RunnerInputCheck(urls);
		this.http = http;
		this.reader = reader;
		this.audit = new TokenAudit(urls, audit);
	}

	/**
	 * What to fill in as a GitLab URL where nobody has said anything yet.
	 * @return a URL
	 */
	public String suggestedUrl() {
		return this.urls.suggestion();
	}

	/**
	 * Trades a registration token for a runner token.
	 * @param gitlabUrl the GitLab as a person typed it
	 * @param registrationToken the registration token
	 * @param options how the new runner behaves
	 * @return the runner, or why there is none
	 */
	public RunnerWish.Outcome exchange(@Nullable String gitlabUrl, Secret registrationToken,
			RunnerWish.Options options) {
		return issue(Action.TOKEN_EXCHANGED, gitlabUrl, null, () -> {
			GitLabUrl url = this.input.check(gitlabUrl, registrationToken, TokenWay.TRADE, options.problems());
			this.audit.asked(Action.TOKEN_EXCHANGED, url);
			Map<String, Object> body = new LinkedHashMap<>(options.parameters());
			body.put("token", registrationToken);
			return this.http.converse(url, (talk) -> {
				Answer answer = talk.ask(Call.post("/runners", body));
				return this.reader.runner(answer, TokenWay.TRADE, null);
			});
		});
	}

	/**
	 * Creates a runner with an access token.
	 * @param gitlabUrl the GitLab as a person typed it
	 * @param accessToken an access token with the scope {@code create_runner}
	 * @param target whom the runner serves
	 * @param options how the new runner behaves
	 * @return the runner, or why there is none
	 */
	public RunnerWish.Outcome create(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target,
			RunnerWish.Options options) {
		return issue(Action.RUNNER_CREATED, gitlabUrl, target, () -> {
			GitLabUrl url = this.input.check(gitlabUrl, accessToken, target, options);
			this.audit.asked(Action.RUNNER_CREATED, url);
			return this.http.converse(url, (talk) -> {
				RunnerCreation creation = new RunnerCreation(talk, this.reader, accessToken, target);
				return this.reader.runner(creation.create(options), TokenWay.CREATE, target);
			});
		});
	}

	/** The GitLab that a wish names, {@code null} where its address is none. */
	@Nullable URI root(RunnerWish wish) {
		try {
			return this.urls.read(wish.gitlabUrl()).base();
		}
		catch (GitLabException ex) {
			return null;
		}
	}

	/**
	 * Looks for a runner that was created by a call whose answer was lost, and gets a
	 * token for it: nobody has the one that it was made with.
	 * @param wish what was asked for
	 * @param reference the reference in its note
	 * @return the runner, or why it cannot be had
	 */
	LostRunner.Look find(RunnerWish wish, String reference) {
		try {
			GitLabUrl url = this.input.check(wish.gitlabUrl(), wish.token(), wish.target(), wish.options());
			this.audit.asked(Action.RUNNER_CREATED, url);
			return this.http.converse(url, (talk) -> {
				LostRunner lost = new LostRunner(talk, this.reader, wish, reference);
				Optional<IssuedRunner> found = lost.find();
				found.ifPresent((runner) -> this.audit.done(Action.RUNNER_CREATED, runner.gitlabUrl(),
						"Runner #" + runner.id() + ", made by an earlier try, has a new token"));
				return found.<LostRunner.Look>map(LostRunner.Look.Found::new).orElseGet(LostRunner.Look.NotThere::new);
			});
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.RUNNER_CREATED, wish.gitlabUrl(), ex.failure());
			return new LostRunner.Look.Hidden(ex.failure());
		}
	}

	/**
	 * Says what a token is and, for a runner's, whether GitLab accepts it.
	 * @param gitlabUrl the GitLab as a person typed it
	 * @param token any token
	 * @return what it turned out to be
	 */
	public Check check(@Nullable String gitlabUrl, Secret token) {
		TokenKind kind = TokenKind.of(token);
		if (!TokenWay.CHECK.takes(kind) && kind.isToken()) {
			return new Check.Rejected(kind, false);
		}
		try {
			GitLabUrl url = this.input.check(gitlabUrl, token, TokenWay.CHECK, Map.of());
			this.audit.asked(Action.TOKEN_CHECKED, url);
			Check outcome = this.http.converse(url, (talk) -> new TokenCheck(talk, this.reader, token).run());
			this.audit.checked(url, outcome);
			return outcome;
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.TOKEN_CHECKED, gitlabUrl, ex.failure());
			return new Check.Failed(ex.failure());
		}
	}

	/**
	 * Removes a runner from GitLab for good.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param runnerToken its authentication token
	 * @return whether it is gone
	 */
	public boolean remove(@Nullable String gitlabUrl, Secret runnerToken) {
		try {
			GitLabUrl url = this.input.check(gitlabUrl, runnerToken, TokenWay.CHECK, Map.of());
			this.audit.asked(Action.RUNNER_REMOVED, url);
			new TokenRemoval(this.http, this.reader).remove(url, runnerToken);
			this.audit.done(Action.RUNNER_REMOVED, url.base(), "");
			return true;
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.RUNNER_REMOVED, gitlabUrl, ex.failure());
			return false;
		}
	}

	private interface Attempt {

		IssuedRunner run();

	}

	private RunnerWish.Outcome issue(Action action, @Nullable String gitlabUrl, @Nullable RunnerTarget target,
			Attempt attempt) {
		try {
			IssuedRunner runner = attempt.run();
			this.audit.done(action, runner.gitlabUrl(), "Runner #" + runner.id());
			return new RunnerWish.Outcome.Issued(runner);
		}
		catch (GitLabException ex) {
			URI unanswered = ex.unanswered();
			GitLabFailure failure = (unanswered != null) ? new UncertainRunner(ex.failure(), unanswered, target, null)
					: ex.failure();
			this.audit.failed(action, gitlabUrl, failure);
			return new RunnerWish.Outcome.Failed(failure);
		}
	}

	/** What a token turned out to be. */
	public sealed interface Check {

		/**
		 * A runner token that GitLab accepts.
		 *
		 * @param kind its kind
		 * @param gitlabUrl the GitLab that accepts it, with its relative root
		 * @param runnerId GitLab's id of the runner, where GitLab told it
		 * @param expiresAt when it expires, where GitLab told it
		 * @param leftTrace whether the portal still shows among the runner's managers, as
		 * its row there could not be removed again
		 */
		record Accepted(TokenKind kind, URI gitlabUrl, @Nullable Long runnerId, @Nullable Instant expiresAt,
				boolean leftTrace) implements Check {

			/** When it expires, in words. */
			public String expires() {
				return DisplayText.of(this.expiresAt);
			}

		}

		/**
		 * A token that this GitLab does not take for a runner's.
		 *
		 * @param kind its kind by its shape
		 * @param expired whether it took it once
		 */
		record Rejected(TokenKind kind, boolean expired) implements Check {

			/** The rejection in words. */
			public Explanation explain() {
				if (this.expired) {
					return TokenCheck.expired();
				}
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
		record Failed(GitLabFailure failure) implements Check {

			/** Why there is none. */
			public Explanation explain() {
				Explanation words = this.failure.explain();
				return this.failure.askedInVain() ? words.with(words.detail() + " So the token could not be checked.")
						: words;
			}

		}

	}

}
