package dev.runnerfleet.fleet.preflight.gitlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.gitlab.Explanation;

import org.springframework.stereotype.Component;

/**
 * Whether anybody answers where a change that brings no new token leads to. The portal
 * does not know the token that the fleet has, so whether it is known there is not to be
 * seen before the manager asks.
 */
@Component
class MovedGitLabCheck implements Check {

	private static final String GITLAB_URL = Plan.field("GitlabUrl");

	private final Probe gitlab;

	MovedGitLabCheck(Probe gitlab) {
		this.gitlab = gitlab;
	}

	@Override
	public String subject() {
		return "the new address of GitLab";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		if (!moves(plan)) {
			return List.of();
		}
		List<Finding> findings = new ArrayList<>();
		this.gitlab.silence(plan.gitlabUrl())
			.map((words) -> RunnerTokenCheck.stops(GITLAB_URL, words, RunnerTokenCheck.ELSEWHERE))
			.ifPresent(findings::add);
		findings.add(Finding
			.warns("runnerToken",
					"Whether %s knows the fleet's token cannot be checked: the portal does not have it."
						.formatted(plan.gitlabUrl()))
			.mend("If that is another GitLab, enter a token of its own. Otherwise the change is not in force: the fleet "
					+ "goes on with the GitLab that it has."));
		return findings;
	}

	private static boolean moves(Plan plan) {
		return !plan.isLaunch() && plan.runnerToken().isBlank() && !plan.gitlabUrl().isEmpty()
				&& !plan.keeps("GitlabUrl");
	}

	@Override
	public String waitsFor(Plan plan) {
		return "GitLab";
	}

	/** One GitLab that hangs does not keep others from being asked. */
	@Override
	public String question(Plan plan) {
		return plan.gitlabUrl();
	}

	@Override
	public Finding late(Plan plan, Duration patience) {
		return Finding.stops(GITLAB_URL, "The GitLab did not answer within %d s.".formatted(patience.toSeconds()))
			.mend(RunnerTokenCheck.ELSEWHERE);
	}

	/** Asks whether anybody answers at an address, without a token. */
	@FunctionalInterface
	interface Probe {

		Optional<Explanation> silence(String gitlabUrl);

	}

}
