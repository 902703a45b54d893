package dev.runnerfleet.gitlab.runner;

import java.net.URI;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what was asked of which GitLab and what came of it; it is handed neither
 * tokens nor GitLab's own words, which may quote one.
 */
final class TokenAudit {

	private final GitLabUrls urls;

	private final Audit audit;

	TokenAudit(GitLabUrls urls, Audit audit) {
		this.urls = urls;
		this.audit = audit;
	}

	void asked(Action action, GitLabUrl url) {
		this.audit.record(action, url.base().toString(), Outcome.ASKED, "");
	}

	void done(Action action, URI gitlab, String detail) {
		this.audit.record(action, gitlab.toString(), Outcome.DONE, detail);
	}

	void checked(GitLabUrl url, RunnerTokens.Check outcome) {
		if (outcome instanceof RunnerTokens.Check.Failed failed) {
			failed(Action.TOKEN_CHECKED, url.base().toString(), failed.failure());
		}
		else {
			done(Action.TOKEN_CHECKED, url.base(), (outcome instanceof RunnerTokens.Check.Accepted)
					? "GitLab accepts the token" : "GitLab does not accept the token");
		}
	}

	/** What never left the form is no action; an address that is closed is a refusal. */
	void failed(Action action, @Nullable String gitlabUrl, GitLabFailure failure) {
		if (failure instanceof InputFailure) {
			return;
		}
		Explanation words = failure.explain();
		this.audit.record(action, readable(gitlabUrl),
				(words.blame() == Explanation.Blame.INPUT) ? Outcome.REFUSED : Outcome.FAILED, words.trail());
	}

	/** Blank where the address is not one that may be shown: it may hold a password. */
	private String readable(@Nullable String gitlabUrl) {
		try {
			return this.urls.read(gitlabUrl).base().toString();
		}
		catch (GitLabException ex) {
			return "";
		}
	}

}
