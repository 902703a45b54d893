package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.util.Optional;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;

/**
 * Makes the address of a GitLab out of what people paste for it, for those whom the
 * portal hands it on to: a runner takes it by the letter.
 */
public final class GitLabAddresses {

	private final GitLabUrls urls;

	GitLabAddresses(GitLabUrls urls) {
		this.urls = urls;
	}

	/**
	 * Tidies an address.
	 * @param text what a person typed, or the address of a page within GitLab
	 * @return the address of its front page; what cannot be one is left as it is
	 */
	public String tidied(String text) {
		try {
			GitLabUrl url = this.urls.tidy(text);
			String root = url.base().toString();
			return (url.inside() || root.equals(text.strip())) ? text.strip() : root + "/";
		}
		catch (GitLabException ex) {
			return text;
		}
	}

	/**
	 * Says what is wrong with an address.
	 * @param text what a person typed
	 * @return why it is none and what to enter instead, empty if nothing is wrong
	 */
	public Optional<String> objection(String text) {
		try {
			GitLabUrl url = this.urls.tidy(text);
			return url.inside() ? Optional.of(frontPage(url.base())) : Optional.empty();
		}
		catch (GitLabException ex) {
			Explanation words = ex.failure().explain();
			return Optional.of(words.detail() + " " + words.nextStep());
		}
	}

	/**
	 * Where people create an access token with which the portal can create a runner.
	 * @param text the GitLab as a person typed it
	 * @return the address in that GitLab, empty where the text is no address
	 */
	public Optional<URI> accessTokens(String text) {
		return page(text).map((root) -> URI
			.create(root + "/-/user_settings/personal_access_tokens?name=Runner+fleet+portal&scopes=create_runner"));
	}

	/**
	 * Where people find the group that a runner is to serve.
	 * @param text the GitLab as a person typed it
	 * @return the address in that GitLab, empty where the text is no address
	 */
	public Optional<URI> groups(String text) {
		return page(text).map((root) -> URI.create(root + "/dashboard/groups"));
	}

	/**
	 * Where people create a runner themselves.
	 * @param text the GitLab as a person typed it
	 * @param target whom the runner is to serve
	 * @return the address in that GitLab, empty where one of them is not known
	 */
	public Optional<URI> newRunner(String text, RunnerTarget target) {
		boolean known = target.problems().isEmpty()
				&& (target.scope() == RunnerTarget.Scope.INSTANCE || !target.isId());
		return known ? page(text).map((root) -> URI.create(target.page(root) + "/new")) : Optional.empty();
	}

	private Optional<URI> page(String text) {
		try {
			GitLabUrl url = this.urls.tidy(text);
			return url.inside() ? Optional.empty()
					: Optional.of(URI.create(url.base().toString().replaceFirst("/+$", "")));
		}
		catch (GitLabException ex) {
			return Optional.empty();
		}
	}

	private static String frontPage(URI page) {
		return "This is the address of a page within GitLab. Enter that of its front page: %s unless it lives under a path."
			.formatted(page.resolve("/"));
	}

}
