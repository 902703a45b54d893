package dev.runnerfleet.fleet.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.runnerfleet.gitlab.reading.CiJob;
import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerState;

/**
 * Why a runner does not take a job that waits, by GitLab's rule: each tag of the job has
 * to be among the runner's, and whom the runner serves has to fit.
 *
 * @param brief for a list
 * @param title for whoever asks about this job
 * @param why how that is known
 * @param what what to do about it
 */
record Misfit(String brief, String title, String why, String what) {

	static final String PAUSED = "paused";

	/** All of them, what keeps every job away first. */
	static List<Misfit> of(JobReads.Case asked, RunnerState runner) {
		List<Misfit> misfits = new ArrayList<>();
		CiJob job = asked.job();
		if (runner.paused()) {
			misfits.add(new Misfit(PAUSED, "The runner is paused in GitLab", "GitLab gives no job to a paused runner.",
					"Open the runner’s page in GitLab and resume it."));
		}
		if (!runner.serves(job.project())) {
			misfits.add(foreign(job, runner));
		}
		if (runner.scope().equals("instance") && Boolean.FALSE.equals(asked.instanceRunners())) {
			misfits.add(off(job, "instance runners"));
		}
		if (runner.scope().equals("group") && Boolean.FALSE.equals(asked.groupRunners())) {
			misfits.add(off(job, "group runners"));
		}
		tags(job, runner, misfits);
		if (runner.protectedOnly() && Boolean.FALSE.equals(asked.isProtected())) {
			misfits
				.add(new Misfit("its branch is not protected",
						"The runner takes jobs of protected branches alone, and %s is not protected"
							.formatted(job.ref()),
						"The runner is marked as protected in GitLab.",
						"Protect the %s in the project’s settings, or take the mark from the runner."
							.formatted(job.tag() ? "tag" : "branch")));
		}
		return List.copyOf(misfits);
	}

	private static void tags(CiJob job, RunnerState runner, List<Misfit> misfits) {
		List<String> missing = job.tags().stream().filter((tag) -> !runner.tags().contains(tag)).toList();
		if (!missing.isEmpty()) {
			misfits.add(new Misfit("wants " + tagged(missing),
					"The job wants %s, which the runner does not have".formatted(tagged(missing)),
					"Every tag of a job has to be among the runner’s: %s."
						.formatted(runner.tags().isEmpty() ? "it has none" : String.join(", ", runner.tags())),
					"Take %s from the job in .gitlab-ci.yml, or add %s to the runner in GitLab."
						.formatted((missing.size() == 1) ? "it" : "them", (missing.size() == 1) ? "it" : "them")));
		}
		if (job.tags().isEmpty() && !runner.runUntagged()) {
			misfits.add(new Misfit("has no tags", "The job has no tags, and the runner takes none without",
					"“Run untagged jobs” is off on the runner’s page in GitLab.",
					runner.tags().isEmpty() ? "Switch it on there." : "Give the job the tags %s, or switch it on there."
						.formatted(String.join(", ", runner.tags()))));
		}
	}

	private static Misfit foreign(CiJob job, RunnerState runner) {
		String places = runner.places()
			.stream()
			.map(RunnerState.Place::path)
			.limit(5)
			.collect(Collectors.joining(", "));
		boolean group = runner.scope().equals("group");
		return new Misfit("is of another project",
				group ? "The job is of a project outside the runner’s group"
						: "The job’s project is not among those that the runner serves",
				group ? "It serves %s, and the job is of %s.".formatted(places, job.project())
						: "GitLab lists %s, as far as the read token’s owner is a member, and the job is of %s."
							.formatted(places, job.project()),
				group ? "Give the job the tags of another fleet, or launch one for that group." : runner.locked()
						? "The runner is locked to its project: unlock it on its page in GitLab, then enable it under Settings, CI/CD, Runners of the job’s project."
						: "Enable it under Settings, CI/CD, Runners of the job’s project.");
	}

	private static Misfit off(CiJob job, String which) {
		return new Misfit("its project uses no " + which, "The job’s project has %s switched off".formatted(which),
				"So no such runner takes jobs of %s.".formatted(job.project()),
				"Switch them on under Settings, CI/CD, Runners of the project.");
	}

	private static String tagged(List<String> tags) {
		return ((tags.size() == 1) ? "the tag " : "the tags ") + String.join(", ", tags);
	}

}
