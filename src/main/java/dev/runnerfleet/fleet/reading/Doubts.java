package dev.runnerfleet.fleet.reading;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerState;
import org.jspecify.annotations.Nullable;

/**
 * What is not known of whether a runner takes a job whose tags fit: an answer that leaves
 * it out sends people the wrong way.
 */
final class Doubts {

	static final String NUMBERLESS = "The portal was given this fleet’s runner token alone, so it does not know which runner that is.";

	static final String HIDDEN = "GitLab does not show the fleet’s runner to the read token’s owner.";

	static final String TOLD_ONCE = "So the portal was told at the launch; somebody may have changed it in GitLab since.";

	private Doubts() {
	}

	/** All of them as sentences, none where GitLab tells all that decides. */
	static List<String> of(JobReads.Case asked, @Nullable Long own) {
		RunnerState runner = asked.runner();
		if (runner == null) {
			return List.of((own == null) ? NUMBERLESS : HIDDEN,
					"The tags are those that the portal was told at the launch, and may be others by now.",
					"Whether it is paused, takes protected branches alone or serves this project is not known.");
		}
		List<String> doubts = new ArrayList<>();
		if (runner.protectedOnly() && asked.isProtected() == null) {
			doubts.add("The runner takes jobs of protected branches alone; whether %s is one, GitLab does not show."
				.formatted(asked.job().ref()));
		}
		String project = asked.job().project();
		switch (runner.scope()) {
			case "instance" -> {
				if (asked.instanceRunners() == null) {
					doubts.add("Whether %s uses instance runners, GitLab does not show.".formatted(project));
				}
			}
			case "group" -> {
				if (runner.places().isEmpty()) {
					doubts.add("Whether %s is in the runner’s group, GitLab does not show.".formatted(project));
				}
				if (asked.groupRunners() == null) {
					doubts.add("Whether %s uses group runners, GitLab does not show.".formatted(project));
				}
			}
			default -> {
				if (runner.places().isEmpty()) {
					doubts.add("Whether the runner is enabled for %s, GitLab does not show.".formatted(project));
				}
			}
		}
		return List.copyOf(doubts);
	}

}
