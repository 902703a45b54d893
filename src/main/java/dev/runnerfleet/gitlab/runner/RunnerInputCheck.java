package dev.runnerfleet.gitlab.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with what a person entered, before anything is sent. */
final class RunnerInputCheck {

	private final GitLabUrls urls;

	RunnerInputCheck(GitLabUrls urls) {
		this.urls = urls;
	}

	/**
	 * Checks what a runner is created with.
	 * @return the GitLab to ask
	 * @throws GitLabException if something is wrong
	 */
	GitLabUrl check(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target, RunnerWish.Options options) {
		Map<String, String> problems = new LinkedHashMap<>(target.problems());
		problems.putAll(options.problems());
		return check(gitlabUrl, accessToken, TokenWay.CREATE, problems);
	}

	/**
	 * Checks an address and a token.
	 * @param way what the token was given for
	 * @param problems what is wrong with other fields, by their names
	 * @return the GitLab to ask
	 * @throws GitLabException if something is wrong
	 */
	GitLabUrl check(@Nullable String gitlabUrl, Secret token, TokenWay way, Map<String, String> problems) {
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
