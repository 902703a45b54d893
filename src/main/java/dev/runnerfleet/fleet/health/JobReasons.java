package dev.runnerfleet.fleet.health;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.gitlab.reading.RunnerState;

/** What keeps a single job from a fleet that is well: the fleet cannot see it. */
final class JobReasons {

	private JobReasons() {
	}

	static Stream<WaitingReason> of(WaitingCase facts) {
		RunnerState known = facts.runner();
		return (known != null) ? known(known, facts.fleet().jobs()) : unread(facts);
	}

	/** What GitLab tells of the runner leaves nothing to guess but the job. */
	private static Stream<WaitingReason> known(RunnerState runner, Fleet.Jobs told) {
		List<WaitingReason> reasons = new ArrayList<>();
		if (runner.paused()) {
			reasons.add(WaitingReason.certain("The runner is paused in GitLab",
					"GitLab gives no job to a paused runner.", "Open the runner’s page in GitLab and resume it."));
		}
		Fleet.Jobs jobs = new Fleet.Jobs(runner.scope(), places(runner, told), runner.tags(), runner.runUntagged());
		tags(jobs, reasons);
		if (runner.protectedOnly()) {
			reasons.add(WaitingReason.possible("The job’s branch or tag is not protected",
					"The runner takes jobs of protected ones alone.",
					"Protect it in the project’s settings, or take the mark from the runner in GitLab."));
		}
		return reasons.stream();
	}

	private static String places(RunnerState runner, Fleet.Jobs told) {
		return runner.scope().equals("instance") ? ""
				: (runner.places().size() == 1) ? runner.places().get(0).path() : told.target();
	}

	private static Stream<WaitingReason> unread(WaitingCase facts) {
		List<WaitingReason> reasons = new ArrayList<>();
		tags(facts.fleet().jobs(), reasons);
		reasons
			.add(WaitingReason.possible("Somebody has paused the runner in GitLab, or keeps it for protected branches",
					"GitLab does not tell a runner so: it just gives it no jobs.",
					"Open the runner’s page in GitLab and look for “Paused” and “Protected”."));
		return reasons.stream();
	}

	private static void tags(Fleet.Jobs jobs, List<WaitingReason> reasons) {
		if (Boolean.FALSE.equals(jobs.runUntagged())) {
			reasons.add(WaitingReason.possible("The job has no tags", "This runner takes no jobs without tags.",
					"Give the job one: " + tags(jobs) + "."));
		}
		if (!jobs.tags().isEmpty()) {
			reasons.add(WaitingReason.possible("The job asks for another tag",
					"All tags of a job have to be among the runner’s: %s.".formatted(tags(jobs)),
					"Take other tags from the job, or add them to the runner in GitLab."));
		}
		else if (!Boolean.TRUE.equals(jobs.runUntagged())) {
			reasons.add(WaitingReason.possible("The job’s tags do not fit",
					"The portal was given the runner’s token alone, so it does not know which tags it takes.",
					"Compare the job’s tags with those on the runner’s page in GitLab, and see there whether it takes jobs without any."));
		}
		if (!jobs.target().isEmpty()) {
			reasons.add(WaitingReason.possible("The job is of another project",
					"This runner serves the %s %s alone."
						.formatted(jobs.scope().isEmpty() ? "group or project" : jobs.scope(), jobs.target()),
					"See under Settings, CI/CD, Runners of the job’s project whether this one is listed there."));
		}
	}

	private static String tags(Fleet.Jobs jobs) {
		return jobs.tags().isEmpty() ? "those are on the runner’s page in GitLab"
				: jobs.tags().stream().collect(Collectors.joining(", "));
	}

}
