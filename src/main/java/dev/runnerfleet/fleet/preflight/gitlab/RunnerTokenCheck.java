package dev.runnerfleet.fleet.preflight.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.Secret;

import org.springframework.stereotype.Component;

/**
 * Whether GitLab accepts the runner token that was typed: otherwise the manager would
 * find out minutes later, and take the launch down with it.
 */
@Component
class RunnerTokenCheck implements Check {

	private static final String GITLAB_URL = Plan.field("GitlabUrl");

	private static final String TOKEN = "runnerToken";

	/** What to do where nobody answers the portal. */
	static final String ELSEWHERE = "If only the fleet's VPC reaches this GitLab, go on anyway.";

	/** That of the first GitLab that checks tokens without a trace. */
	private static final int OLD_MAJOR = 18;

	private static final Pattern MAJOR = Pattern.compile("(\\d+)\\..*");

	private static final Duration SOON = Duration.ofDays(7);

	private final Question gitlab;

	private final RunnerUse use;

	private final Clock clock;

	RunnerTokenCheck(Question gitlab, RunnerUse use, Clock clock) {
		this.gitlab = gitlab;
		this.use = use;
		this.clock = clock;
	}

	@Override
	public String subject() {
		return "the runner token";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		return plan.runnerToken().isBlank() ? List.of() : checked(plan);
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

	/** A GitLab that is out of reach most often says nothing at all. */
	@Override
	public Finding late(Plan plan, Duration patience) {
		return Finding
			.stops(GITLAB_URL,
					"The GitLab did not answer within %d s, so the token could not be checked."
						.formatted(patience.toSeconds()))
			.mend(ELSEWHERE);
	}

	private List<Finding> checked(Plan plan) {
		RunnerTokens.Check outcome = this.gitlab.ask(plan.gitlabUrl(), plan.runnerToken());
		if (outcome instanceof RunnerTokens.Check.Rejected rejected) {
			return List.of(stops(TOKEN, rejected.explain(), ""));
		}
		if (outcome instanceof RunnerTokens.Check.Failed failed) {
			Explanation words = failed.explain();
			return List.of(stops(words.fields().containsKey("token") ? TOKEN : GITLAB_URL, words, ELSEWHERE));
		}
		return accepted((RunnerTokens.Check.Accepted) outcome, plan);
	}

	private List<Finding> accepted(RunnerTokens.Check.Accepted accepted, Plan plan) {
		List<Finding> findings = new ArrayList<>();
		String root = accepted.gitlabUrl().toString();
		if (!plan.gitlabUrl().replaceFirst("/+$", "").equals(root)) {
			findings
				.add(Finding.stops(GITLAB_URL, "GitLab answers at %s.".formatted(root)).mend("Enter that address."));
		}
		if (accepted.leftTrace()) {
			findings.add(Finding.warns(TOKEN,
					"The portal still shows among the runner's managers in GitLab, as its row there could not be removed."));
		}
		Long runner = accepted.runnerId();
		List<String> others = (runner != null) ? this.use.by(accepted.gitlabUrl(), runner, plan.fleetId()) : List.of();
		if (!others.isEmpty()) {
			findings.add(Finding
				.warns(TOKEN,
						"The runner #%d works for %s already: they would share its jobs, and its end.".formatted(runner,
								String.join(", ", others)))
				.mend("Create a runner of its own for this fleet, unless that is meant."));
		}
		if (runner != null) {
			version(plan.value("RunnerVersion")).ifPresent(findings::add);
		}
		Instant end = accepted.expiresAt();
		if (end != null && end.isBefore(this.clock.instant().plus(SOON))) {
			findings.add(Finding.warns(TOKEN, "The runner token ends on %s.".formatted(accepted.expires()))
				.mend("GitLab Runner renews it by itself before that, once the fleet runs."));
		}
		findings.add(Finding.notes(TOKEN,
				"GitLab accepts the token%s%s.".formatted((runner != null) ? " of the runner #" + runner : "",
						(end != null) ? ", which ends on " + accepted.expires() : "")));
		return findings;
	}

	/**
	 * GitLab tells its version to nobody without an access token. That it told the
	 * runner's id means that it cannot be asked as from 18.7 on.
	 */
	private static Optional<Finding> version(String runner) {
		Matcher major = MAJOR.matcher(runner);
		boolean older = major.matches() && Integer.parseInt(major.group(1)) <= OLD_MAJOR;
		return (older || runner.isEmpty()) ? Optional.empty() : Optional.of(Finding.notes(Plan.field("RunnerVersion"),
				"This GitLab seems to be older than %d.7, and the fleet installs GitLab Runner %s. GitLab tests them together only where both have the same major version."
					.formatted(OLD_MAJOR, runner))
			.mend("If jobs fail, enter a runner version that begins like your GitLab's; its page “Help” names that."));
	}

	/** What GitLab's answer, or its silence, stops. */
	static Finding stops(String field, Explanation words, String more) {
		return Finding.stops(field, "%s. %s".formatted(words.title(), words.detail()))
			.mend((words.nextStep() + " " + more).strip());
	}

	/** Asks a GitLab what a token is, without a trace there. */
	@FunctionalInterface
	interface Question {

		RunnerTokens.Check ask(String gitlabUrl, Secret token);

	}

}
