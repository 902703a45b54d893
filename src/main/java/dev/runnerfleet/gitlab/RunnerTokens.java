package dev.runnerfleet.gitlab;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Gets a person the runner token that a fleet needs, whatever they arrive with, and takes
 * a runner back when the launch it was for fails. Every call says what came of it; none
 * throws for what GitLab, the network or the person did.
 */
public final class RunnerTokens {

	private final GitLabUrls urls;

	private final GitLabHttp http;

	private final AnswerReader reader;

	private final TokenAudit audit;

	RunnerTokens(GitLabUrls urls, GitLabHttp http, AnswerReader reader, Audit audit) {
		this.urls = urls;
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
	public IssueOutcome exchange(@Nullable String gitlabUrl, Secret registrationToken, RunnerOptions options) {
		return issue(Action.TOKEN_EXCHANGED, gitlabUrl, null, () -> {
			GitLabUrl url = checked(gitlabUrl, registrationToken, TokenWay.TRADE, options.problems());
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
	public IssueOutcome create(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target,
			RunnerOptions options) {
		return issue(Action.RUNNER_CREATED, gitlabUrl, target, () -> {
			GitLabUrl url = checked(gitlabUrl, accessToken, target, options);
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
	LookOutcome find(RunnerWish wish, String reference) {
		try {
			GitLabUrl url = checked(wish.gitlabUrl(), wish.token(), wish.target(), wish.options());
			this.audit.asked(Action.RUNNER_CREATED, url);
			return this.http.converse(url, (talk) -> {
				LostRunner lost = new LostRunner(talk, this.reader, wish, reference);
				Optional<IssuedRunner> found = lost.find();
				found.ifPresent((runner) -> this.audit.done(Action.RUNNER_CREATED, runner.gitlabUrl(),
						"Runner #" + runner.id() + ", made by an earlier try, has a new token"));
				return found.<LookOutcome>map(LookOutcome.Found::new).orElseGet(LookOutcome.NotThere::new);
			});
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.RUNNER_CREATED, wish.gitlabUrl(), ex.failure());
			return new LookOutcome.Hidden(ex.failure());
		}
	}

	/**
	 * Says what a token is and, for a runner's, whether GitLab accepts it.
	 * @param gitlabUrl the GitLab as a person typed it
	 * @param token any token
	 * @return what it turned out to be
	 */
	public CheckOutcome check(@Nullable String gitlabUrl, Secret token) {
		TokenKind kind = TokenKind.of(token);
		if (!TokenWay.CHECK.takes(kind) && kind.isToken()) {
			return new CheckOutcome.Rejected(kind);
		}
		try {
			GitLabUrl url = checked(gitlabUrl, token, TokenWay.CHECK, Map.of());
			this.audit.asked(Action.TOKEN_CHECKED, url);
			CheckOutcome outcome = this.http.converse(url, (talk) -> new TokenCheck(talk, this.reader, token).run());
			this.audit.checked(url, outcome);
			return outcome;
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.TOKEN_CHECKED, gitlabUrl, ex.failure());
			return new CheckOutcome.Failed(ex.failure());
		}
	}

	/**
	 * Removes a runner from GitLab for good.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param runnerToken its authentication token
	 * @return whether it is gone
	 */
	public RemoveOutcome remove(@Nullable String gitlabUrl, Secret runnerToken) {
		try {
			GitLabUrl url = checked(gitlabUrl, runnerToken, TokenWay.CHECK, Map.of());
			this.audit.asked(Action.RUNNER_REMOVED, url);
			new TokenRemoval(this.http, this.reader).remove(url, runnerToken);
			this.audit.done(Action.RUNNER_REMOVED, url.base(), "");
			return new RemoveOutcome.Removed();
		}
		catch (GitLabException ex) {
			this.audit.failed(Action.RUNNER_REMOVED, gitlabUrl, ex.failure());
			return new RemoveOutcome.Failed(ex.failure());
		}
	}

	private interface Attempt {

		IssuedRunner run();

	}

	private IssueOutcome issue(Action action, @Nullable String gitlabUrl, @Nullable RunnerTarget target,
			Attempt attempt) {
		try {
			IssuedRunner runner = attempt.run();
			this.audit.done(action, runner.gitlabUrl(), "Runner #" + runner.id());
			return new IssueOutcome.Issued(runner);
		}
		catch (GitLabException ex) {
			URI unanswered = ex.unanswered();
			GitLabFailure failure = (unanswered != null) ? new PerhapsMade(ex.failure(), unanswered, target, null)
					: ex.failure();
			this.audit.failed(action, gitlabUrl, failure);
			return new IssueOutcome.Failed(failure);
		}
	}

	private GitLabUrl checked(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target,
			RunnerOptions options) {
		Map<String, String> problems = new LinkedHashMap<>(target.problems());
		problems.putAll(options.problems());
		return checked(gitlabUrl, accessToken, TokenWay.CREATE, problems);
	}

	private GitLabUrl checked(@Nullable String gitlabUrl, Secret token, TokenWay way, Map<String, String> problems) {
		List<GitLabFailure> failures = new ArrayList<>();
		@Nullable GitLabUrl url = null;
		try {
			url = this.urls.read(gitlabUrl);
		}
		catch (GitLabException ex) {
			failures.add(ex.failure());
		}
		TokenKind kind = TokenKind.of(token);
		if (!way.takes(kind)) {
			failures.add(new InputFailure.WrongToken(kind, way));
		}
		if (!problems.isEmpty()) {
			failures.add(new InputFailure.InvalidFields(problems));
		}
		if (url == null || !failures.isEmpty()) {
			throw new GitLabException((failures.size() == 1) ? failures.get(0) : new InputFailure.Several(failures));
		}
		return url;
	}

}
