package dev.runnerfleet.fleet.reading;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.gitlab.reading.GitLabReader;
import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerReads;
import dev.runnerfleet.gitlab.reading.RunnerState;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Asks a fleet's GitLab what it knows of the fleet, where there is a token to ask with.
 */
@Component("fleetGitLab")
class FleetGitLab {

	/** How long a piece of a page waits before it says that it does. */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private final GitLabReader reader;

	private final RunnerReads runners;

	private final JobReads jobs;

	private final Clock clock;

	FleetGitLab(GitLabReader reader, RunnerReads runners, JobReads jobs, Clock clock) {
		this.reader = reader;
		this.runners = runners;
		this.jobs = jobs;
		this.clock = clock;
	}

	/** Whether its page has something to ask. */
	public boolean asks(Fleet fleet) {
		return fleet.runner() != null && reads(fleet);
	}

	/** Whether there is a token that reads its GitLab. */
	public boolean reads(Fleet fleet) {
		return this.reader.hasToken(fleet.gitlabUrl());
	}

	/** What GitLab tells of its runner, without one where it has not answered yet. */
	GitLabView view(Fleet fleet) {
		Fleet.Runner runner = fleet.runner();
		return (runner == null) ? GitLabView.PENDING
				: this.runners.of(fleet.gitlabUrl(), runner.id(), PATIENCE)
					.map((told) -> GitLabView.of(told, this.clock.instant()))
					.orElse(GitLabView.PENDING);
	}

	/** Answers why a job waits whose address somebody pasted. */
	List<JobVerdict> why(Fleet fleet, String address) {
		Optional<URI> root = this.reader.root(fleet.gitlabUrl());
		JobAddress read = root.<JobAddress>map((url) -> JobAddress.of(address, url)).orElseGet(JobAddress.None::new);
		if (read instanceof JobAddress.Elsewhere elsewhere) {
			return List.of(new JobVerdict("bad", "This job is of another GitLab",
					"The address is of %s, and the fleet works for %s.".formatted(elsewhere.host(), fleet.gitlabUrl()),
					"Ask on the page of a fleet that works for that GitLab.", false));
		}
		if (!(read instanceof JobAddress.Job job)) {
			return List.of(new JobVerdict("bad", "This is not the address of a job",
					"It ends in /-/jobs/ and a number, such as %s/group/project/-/jobs/123."
						.formatted(root.map(URI::toString).orElse("https://gitlab.example.com")),
					"Open the job in GitLab and copy the address from your browser.", false));
		}
		Long own = (fleet.runner() != null) ? fleet.runner().id() : null;
		Read<JobReads.Case> answer = this.jobs.of(fleet.gitlabUrl(), job.project(), job.id(), own);
		if (answer instanceof Read.Told<JobReads.Case> told) {
			return JobVerdict.of(told.value(), own, taken(fleet.jobs()));
		}
		return List.of(untold((Read.Untold<JobReads.Case>) answer));
	}

	private static JobVerdict untold(Read.Untold<?> answer) {
		return switch (answer.why()) {
			case NO_KEY, NO_TOKEN, LOST, EXPIRED, REFUSED -> new JobVerdict("bad", "The portal cannot look at this job",
					answer.words(), "An administrator leaves a token under “GitLab read tokens”.", false);
			case MISSING, FORBIDDEN -> new JobVerdict("bad", "GitLab does not show this job",
					"There is none of that number in the project, or the read token’s owner may not see it.",
					"Check the address. An administrator may leave a token that sees the project, under “GitLab read tokens”.",
					false);
			case FAILED ->
				new JobVerdict("bad", "GitLab did not tell", answer.words(), "Try again in a moment.", false);
		};
	}

	/** What the portal was told when the runner was made, {@code null} if nothing. */
	private static @Nullable RunnerState taken(Fleet.Jobs jobs) {
		return (jobs.tags().isEmpty() && jobs.runUntagged() == null) ? null : new RunnerState(0, "", false, "", null,
				jobs.tags(), !Boolean.FALSE.equals(jobs.runUntagged()), false, false, List.of(), "");
	}

}
