package dev.runnerfleet.gitlab.runner;

import java.util.Map;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import tools.jackson.databind.JsonNode;

/**
 * Lets a runner rest or go, with an access token: a runner's own token cannot pause it.
 */
public final class Runners {

	private final GitLabUrls urls;

	private final GitLabHttp http;

	private final AnswerReader reader;

	Runners(GitLabUrls urls, GitLabHttp http, AnswerReader reader) {
		this.urls = urls;
		this.http = http;
		this.reader = reader;
	}

	/**
	 * Keeps a runner from taking new jobs.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code manage_runner} or {@code api}
	 * @param runnerId GitLab's id of it
	 * @return what came of it
	 */
	public Change pause(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, runnerId, Wanted.PAUSED);
	}

	/**
	 * Lets a paused runner take jobs again.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code manage_runner} or {@code api}
	 * @param runnerId GitLab's id of it
	 * @return what came of it
	 */
	public Change resume(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, runnerId, Wanted.ACTIVE);
	}

	/**
	 * Removes a runner for good.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code manage_runner} or {@code api}
	 * @param runnerId GitLab's id of it
	 * @return what came of it
	 */
	public Change remove(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, runnerId, Wanted.GONE);
	}

	/**
	 * Counts the jobs that run on a runner.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code read_api}, {@code api} or, as far
	 * as GitLab lets it, {@code manage_runner}
	 * @param runnerId GitLab's id of it
	 * @return how many, a hundred at most
	 */
	public Running running(String gitlabUrl, Secret accessToken, long runnerId) {
		try {
			GitLabUrl url = this.urls.read(gitlabUrl);
			Call call = Call.get("/runners/" + runnerId + "/jobs?status=running&per_page=100").authorised(accessToken);
			Answer answer = this.http.converse(url, (talk) -> talk.ask(call));
			if (answer.isSuccess() && answer.json().isArray()) {
				return new Running.Counted(answer.json().size());
			}
			if (answer.status() == 403 && !answer.isPage()) {
				return new Running.Unknown(
						"The access token may not see this runner’s jobs: that takes the scope read_api or api.");
			}
			return new Running.Unknown((read(answer) instanceof Change.Failed failed) ? failed.words()
					: "GitLab has no runner #%d, or does not show it to the access token’s owner.".formatted(runnerId));
		}
		catch (GitLabException ex) {
			return new Running.Unknown(words(ex.failure().explain()));
		}
	}

	/**
	 * Says what is wrong with a token before it is sent anywhere.
	 * @param accessToken what somebody gave as an access token
	 * @return a sentence, blank if nothing is wrong
	 */
	public static String objection(Secret accessToken) {
		TokenKind kind = TokenKind.of(accessToken);
		return TokenWay.CREATE.takes(kind) ? "" : "This is %s, not an access token.".formatted(kind.title());
	}

	private Change change(String gitlabUrl, Secret accessToken, long runnerId, Wanted wanted) {
		try {
			GitLabUrl url = this.urls.read(gitlabUrl);
			Call call = wanted.call("/runners/" + runnerId).authorised(accessToken);
			Explanation unclear;
			try {
				Answer answer = this.http.converse(url, (talk) -> talk.ask(call));
				if (wanted.isIn(answer) || (isAbout(answer, runnerId) && !Wanted.isToldBy(answer))) {
					return new Change.Done();
				}
				if (answer.isCertainNo()) {
					return read(answer);
				}
				unclear = this.reader.read(answer, TokenWay.CHECK, null).explain();
			}
			catch (GitLabException ex) {
				if (ex.unanswered() == null) {
					return failed(ex.failure().explain());
				}
				unclear = ex.failure().explain();
			}
			return look(url, accessToken, runnerId, wanted, unclear);
		}
		catch (GitLabException ex) {
			return failed(ex.failure().explain());
		}
	}

	/** GitLab may have done it without saying so: how the runner is now tells. */
	private Change look(GitLabUrl url, Secret accessToken, long runnerId, Wanted wanted, Explanation unclear) {
		String words = words(unclear);
		try {
			Call call = Call.get("/runners/" + runnerId).authorised(accessToken);
			Answer runner = this.http.converse(url, (talk) -> talk.ask(call));
			if (runner.status() == 404 && !runner.isFromElsewhere()) {
				return (wanted == Wanted.GONE) ? new Change.Done() : new Change.Missing();
			}
			if (isAbout(runner, runnerId) && Wanted.isToldBy(runner)) {
				return wanted.isIn(runner) ? new Change.Done() : new Change.Failed(words);
			}
		}
		catch (GitLabException ex) {
			return new Change.Unclear(words);
		}
		return new Change.Unclear(words);
	}

	private Change read(Answer answer) {
		return switch (answer.isPage() ? 0 : answer.status()) {
			case 401 -> new Change.Failed("GitLab does not accept the access token.");
			case 403 -> new Change.Failed(
					"The access token may not change this runner: that takes the scope manage_runner and the role Owner.");
			case 404 -> answer.isFromElsewhere() ? failed(this.reader.read(answer, TokenWay.CHECK, null).explain())
					: new Change.Missing();
			default -> failed(this.reader.read(answer, TokenWay.CHECK, null).explain());
		};
	}

	private static boolean isAbout(Answer answer, long runnerId) {
		return answer.isSuccess() && Long.valueOf(runnerId).equals(answer.id());
	}

	private static Change failed(Explanation explanation) {
		return new Change.Failed(words(explanation));
	}

	private static String words(Explanation explanation) {
		return explanation.title() + ". " + explanation.detail();
	}

	/** What is to become of a runner. */
	private enum Wanted {

		PAUSED, ACTIVE, GONE;

		private Call call(String path) {
			return (this == GONE) ? Call.delete(path, Map.of()) : Call.put(path, Map.of("paused", this == PAUSED));
		}

		private static boolean isToldBy(Answer runner) {
			return runner.json().path("paused").isBoolean() || runner.json().path("active").isBoolean();
		}

		/** A GitLab before 14.8 tells the opposite. */
		private boolean isIn(Answer answer) {
			if (this == GONE) {
				return answer.status() == 204;
			}
			JsonNode paused = answer.json().path("paused");
			boolean is = paused.isBoolean() ? paused.booleanValue()
					: !answer.json().path("active").booleanValue(this == ACTIVE);
			return answer.isSuccess() && isToldBy(answer) && is == (this == PAUSED);
		}

	}

	/** What came of changing a runner in GitLab. */
	public sealed interface Change {

		/** It is as was asked. */
		record Done() implements Change {

		}

		/** GitLab has no such runner, or none that the token's owner sees. */
		record Missing() implements Change {

		}

		/**
		 * GitLab may have done it: its answer was lost, and it does not show the runner.
		 *
		 * @param words what happened and why
		 */
		record Unclear(String words) implements Change {

		}

		/**
		 * It is as it was.
		 *
		 * @param words what happened and why
		 */
		record Failed(String words) implements Change {

		}

	}

	/** What GitLab says of the jobs of a runner. */
	public sealed interface Running {

		/** So many run. */
		record Counted(int jobs) implements Running {

		}

		/**
		 * It does not say.
		 *
		 * @param words what happened and why
		 */
		record Unknown(String words) implements Running {

		}

	}

}
