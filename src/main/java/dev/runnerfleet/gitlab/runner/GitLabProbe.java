package dev.runnerfleet.gitlab.runner;

import java.util.Optional;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;

/** Asks whether anybody answers at an address, before a token is sent there. */
public final class GitLabProbe {

	private final GitLabUrls urls;

	private final GitLabHttp http;

	GitLabProbe(GitLabUrls urls, GitLabHttp http) {
		this.urls = urls;
		this.http = http;
	}

	/**
	 * Asks without a token; that it is wanted is an answer, too.
	 * @param gitlabUrl the GitLab as a person typed it
	 * @return why nobody answers, empty where somebody does
	 */
	public Optional<Explanation> silence(String gitlabUrl) {
		try {
			GitLabUrl url = this.urls.read(gitlabUrl);
			this.http.converse(url, (talk) -> talk.ask(url.base(), Call.get("/version")));
			return Optional.empty();
		}
		catch (GitLabException ex) {
			return Optional.of(ex.failure().explain());
		}
	}

}
