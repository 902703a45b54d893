package dev.runnerfleet.gitlab;

import java.util.Map;

import dev.runnerfleet.secret.Secret;

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
	public RunnerChange pause(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, Call.put("/runners/" + runnerId, Map.of("paused", true)));
	}

	/**
	 * Lets a paused runner take jobs again.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code manage_runner} or {@code api}
	 * @param runnerId GitLab's id of it
	 * @return what came of it
	 */
	public RunnerChange resume(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, Call.put("/runners/" + runnerId, Map.of("paused", false)));
	}

	/**
	 * Removes a runner for good.
	 * @param gitlabUrl the GitLab it belongs to
	 * @param accessToken a token with the scope {@code manage_runner} or {@code api}
	 * @param runnerId GitLab's id of it
	 * @return what came of it
	 */
	public RunnerChange remove(String gitlabUrl, Secret accessToken, long runnerId) {
		return change(gitlabUrl, accessToken, Call.delete("/runners/" + runnerId, Map.of()));
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

	private RunnerChange change(String gitlabUrl, Secret accessToken, Call call) {
		try {
			return read(
					this.http.converse(this.urls.read(gitlabUrl), (talk) -> talk.ask(call.authorised(accessToken))));
		}
		catch (GitLabException ex) {
			return failed(ex.failure().explain());
		}
	}

	private RunnerChange read(Answer answer) {
		if (answer.isSuccess() && !answer.isPage()) {
			return new RunnerChange.Done();
		}
		return switch (answer.isPage() ? 0 : answer.status()) {
			case 401 -> new RunnerChange.Failed("GitLab does not accept the access token.");
			case 403 -> new RunnerChange.Failed(
					"The access token may not change this runner: that takes the scope manage_runner and the role Owner.");
			case 404 -> answer.isFromElsewhere() ? failed(this.reader.read(answer, TokenWay.CHECK, null).explain())
					: new RunnerChange.Missing();
			default -> failed(this.reader.read(answer, TokenWay.CHECK, null).explain());
		};
	}

	private static RunnerChange failed(Explanation explanation) {
		return new RunnerChange.Failed(explanation.title() + ". " + explanation.detail());
	}

}
