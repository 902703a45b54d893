package dev.runnerfleet.fleet.reading;

import java.util.List;

import dev.runnerfleet.gitlab.reading.CiJob;
import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerState;
import org.jspecify.annotations.Nullable;

/**
 * The answer to somebody who asks why a certain job waits.
 *
 * @param tone its colour's meaning
 * @param title what it is
 * @param why how that is known, or what it means
 * @param what what to do, blank where there is nothing to do
 * @param fits whether this fleet is to take the job, so that what holds it up counts
 */
record JobVerdict(String tone, String title, String why, String what, boolean fits) {

	/**
	 * Answers for a job that GitLab shows.
	 * @param own GitLab's id of the fleet's runner, {@code null} where the portal does
	 * not know it
	 * @param taken what is known of the jobs that the runner takes where GitLab does not
	 * show it, {@code null} where nothing is
	 * @return at least one, the weightiest first
	 */
	static List<JobVerdict> of(JobReads.Case asked, @Nullable Long own, @Nullable RunnerState taken) {
		CiJob job = asked.job();
		return switch (job.status()) {
			case "pending" -> pending(asked, own, taken);
			case "running" -> List.of(running(job, own));
			case "success", "canceled", "canceling", "skipped" -> List.of(new JobVerdict("good",
					"It does not wait any more: it %s".formatted(ended(job.status())), "", "", false));
			case "failed" -> List.of(failed(job));
			case "created" ->
				List.of(elsewhere("An earlier stage or job has not ended yet",
						"The job is in the stage %s, and GitLab offers it to a runner once what it needs is done."
							.formatted(job.stage()),
						"Look at its pipeline for what runs, failed or waits for somebody."));
			case "manual" -> List.of(elsewhere("It waits for somebody to start it",
					"It is a manual job (when: manual).", "Press “Run” on the job’s page."));
			case "scheduled" -> List.of(elsewhere("It starts later", "It is a delayed job (when: delayed).",
					"Wait, or press “Start now” on the job’s page."));
			case "waiting_for_resource" -> List.of(elsewhere("Another job has its resource group",
					"Of a resource group one job runs at a time.", "Wait for the other job, or cancel it."));
			case "waiting_for_callback", "preparing" ->
				List.of(elsewhere("GitLab is still preparing it", "It is not offered to any runner yet.",
						"If it lasts, look at the job’s page for what GitLab waits for."));
			default -> List.of(elsewhere("GitLab says “%s”".formatted(job.status()),
					"The portal does not know this state of a job.", "Look at the job’s page."));
		};
	}

	private static List<JobVerdict> pending(JobReads.Case asked, @Nullable Long own, @Nullable RunnerState taken) {
		RunnerState shown = asked.runner();
		RunnerState runner = (shown != null) ? shown : taken;
		String tags = asked.job().tags().isEmpty() ? "It has no tags."
				: "Its tags: %s.".formatted(String.join(", ", asked.job().tags()));
		if (runner == null) {
			return List.of(new JobVerdict("idle", "It waits for a runner",
					tags + ((own == null) ? " " + Doubts.NUMBERLESS : " " + Doubts.HIDDEN),
					"Compare the tags with those on the runner’s page in GitLab.", true));
		}
		List<JobVerdict> misfits = Misfit.of(asked, runner)
			.stream()
			.map((misfit) -> new JobVerdict("bad", misfit.title(),
					misfit.why() + ((shown == null) ? " " + Doubts.TOLD_ONCE : ""), misfit.what(), false))
			.toList();
		if (!misfits.isEmpty()) {
			return misfits;
		}
		List<String> doubts = Doubts.of(asked, own);
		return List.of(doubts.isEmpty()
				? new JobVerdict("warn", "This fleet takes the job: it waits for its turn", tags, "", true)
				: new JobVerdict("idle", "Its tags fit this fleet; whether the fleet takes it is not certain",
						tags + " " + String.join(" ", doubts),
						"If it goes on waiting, see on the runner’s page in GitLab what it takes.", true));
	}

	private static JobVerdict running(CiJob job, @Nullable Long own) {
		CiJob.Taker taker = job.runner();
		if (taker == null) {
			return new JobVerdict("good", "It runs", "", "", false);
		}
		String where = (own == null) ? "It runs"
				: (own == taker.id()) ? "It runs on this fleet" : "It runs on another runner";
		return new JobVerdict("good", where,
				"Runner #%d%s has it.%s".formatted(taker.id(),
						taker.description().isEmpty() ? "" : " (" + taker.description() + ")",
						(own == null) ? " " + Doubts.NUMBERLESS : ""),
				"", false);
	}

	private static JobVerdict failed(CiJob job) {
		return switch (job.failure()) {
			case "stuck_or_timeout_failure", "stuck_pending_no_matching_runners",
					"no_matching_runner" ->
				elsewhere("No runner took it, and GitLab gave up",
						"GitLab ends a job that has waited for a day, or that hangs.",
						"Retry it in GitLab, then ask here again with the address of the new job.");
			case "runner_system_failure" -> elsewhere("It failed because its worker did",
					"GitLab says runner_system_failure: the machine was lost, such as a spot worker that AWS took back.",
					"Retry it, and have such jobs retried (retry: runner_system_failure).");
			default -> new JobVerdict("idle", "It does not wait any more: it failed",
					job.failure().isEmpty() ? "" : "GitLab says: %s.".formatted(job.failure()),
					"Read its log in GitLab.", false);
		};
	}

	private static JobVerdict elsewhere(String title, String why, String what) {
		return new JobVerdict("warn", title, why, what, false);
	}

	private static String ended(String status) {
		return switch (status) {
			case "success" -> "has succeeded";
			case "skipped" -> "was skipped";
			default -> "was cancelled";
		};
	}

}
