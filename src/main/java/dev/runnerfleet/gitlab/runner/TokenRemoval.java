package dev.runnerfleet.gitlab.runner;

import java.util.Map;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.secret.Secret;

/**
 * Removes a runner by its own token. Asked once more where the first answer was lost, a
 * GitLab that has removed it no longer knows the token.
 */
final class TokenRemoval {

	private static final int REMOVED = 204;

	private final GitLabHttp http;

	private final AnswerReader reader;

	TokenRemoval(GitLabHttp http, AnswerReader reader) {
		this.http = http;
		this.reader = reader;
	}

	/**
	 * Removes it.
	 * @param url the GitLab it belongs to
	 * @param runnerToken its token
	 * @throws GitLabException if it is still there, or may be
	 */
	void remove(GitLabUrl url, Secret runnerToken) {
		Call call = Call.delete("/runners", Map.of("token", runnerToken));
		try {
			Answer first = this.http.converse(url, (talk) -> talk.ask(call));
			if (first.status() == REMOVED) {
				return;
			}
			if (first.isCertainNo()) {
				throw new GitLabException(this.reader.read(first, TokenWay.CHECK, null));
			}
		}
		catch (GitLabException ex) {
			if (ex.unanswered() == null) {
				throw ex;
			}
		}
		Answer second = this.http.converse(url, (talk) -> talk.ask(call));
		if (second.status() != REMOVED && !second.isForbidden()) {
			throw new GitLabException(this.reader.read(second, TokenWay.CHECK, null));
		}
	}

}
