package dev.runnerfleet.fleet.health;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.Fleet;

/** What keeps a single job from a fleet that is well: the fleet cannot see it. */
final class JobReasons {

	private JobReasons() {
	}

	static Stream<WaitingReason> of(WaitingCase facts) {
		List<WaitingReason> reasons = new ArrayList<>();
		Fleet.Jobs jobs = facts.fleet().jobs();
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
		reasons
			.add(WaitingReason.possible("Somebody has paused the runner in GitLab, or keeps it for protected branches",
					"GitLab does not tell a runner so: it just gives it no jobs.",
					"Open the runner’s page in GitLab and look for “Paused” and “Protected”."));
		return reasons.stream();
	}

	private static String tags(Fleet.Jobs jobs) {
		return jobs.tags().isEmpty() ? "those are on the runner’s page in GitLab"
				: jobs.tags().stream().collect(Collectors.joining(", "));
	}

}
