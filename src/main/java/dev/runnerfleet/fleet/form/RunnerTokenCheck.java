package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.Secret;

import org.springframework.stereotype.Component;

/**
 * Whether GitLab accepts the runner token that was typed: otherwise the manager would
 * find out minutes later, and take the launch down with it.
 */
@Component
class RunnerTokenCheck implements LaunchCheck {

	private static final String GITLAB_URL = "parameters[" + LaunchForm.GITLAB_URL + "]";

	private static final String TOKEN = "runnerToken";

	private final Question gitlab;

	RunnerTokenCheck(Question gitlab) {
		this.gitlab = gitlab;
	}

	@Override
	public List<Finding> findings(LaunchPlan plan) {
		LaunchForm form = plan.form();
		boolean typed = form.source().way() == TokenSource.Way.HAVE && !form.runnerToken().isBlank();
		return typed ? findings(form.gitlabUrl(), form.runnerToken()) : List.of();
	}

	private List<Finding> findings(String gitlabUrl, Secret token) {
		RunnerTokens.Check outcome = this.gitlab.ask(gitlabUrl, token);
		if (outcome instanceof RunnerTokens.Check.Rejected rejected) {
			return List.of(Finding.stops(TOKEN, words(rejected.explain())));
		}
		if (outcome instanceof RunnerTokens.Check.Failed failed) {
			Explanation words = failed.explain();
			return List.of(Finding.stops(words.fields().containsKey("token") ? TOKEN : GITLAB_URL,
					words(words) + " If only the fleet's VPC reaches this GitLab, go on anyway."));
		}
		return accepted((RunnerTokens.Check.Accepted) outcome, gitlabUrl);
	}

	private static List<Finding> accepted(RunnerTokens.Check.Accepted accepted, String gitlabUrl) {
		List<Finding> findings = new ArrayList<>();
		String root = accepted.gitlabUrl().toString();
		if (!gitlabUrl.replaceFirst("/+$", "").equals(root)) {
			findings.add(Finding.stops(GITLAB_URL, "GitLab answers at %s. Enter that address.".formatted(root)));
		}
		if (accepted.leftTrace()) {
			findings.add(Finding.warns(TOKEN,
					"The portal still shows among the runner's managers in GitLab, as its row there could not be removed."));
		}
		return findings;
	}

	private static String words(Explanation words) {
		return "%s. %s %s".formatted(words.title(), words.detail(), words.nextStep());
	}

	/** Asks a GitLab what a token is, without a trace there. */
	@FunctionalInterface
	interface Question {

		RunnerTokens.Check ask(String gitlabUrl, Secret token);

	}

}
