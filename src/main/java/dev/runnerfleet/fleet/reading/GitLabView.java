package dev.runnerfleet.fleet.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.gitlab.reading.CiJob;
import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerReads;
import dev.runnerfleet.gitlab.reading.RunnerState;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab tells of a fleet, as its page shows it.
 *
 * @param at when it was asked, {@code null} while it has not answered
 * @param trouble why it tells nothing, blank if it does
 * @param token whether somebody has to see to the read token
 * @param paused whether it gives the runner no jobs
 * @param facts what it says of the runner
 * @param waiting the jobs that wait, those that the fleet takes first
 * @param notes what is not shown
 * @param looked whether it was looked for jobs
 */
record GitLabView(@Nullable ReadableTime at, String trouble, boolean token, boolean paused, List<Fact> facts,
		List<Waiting> waiting, List<String> notes, boolean looked) {

	static final GitLabView PENDING = new GitLabView(null, "", false, false, List.of(), List.of(), List.of(), false);

	private static final int MOST = 25;

	/** Something that it says of the runner. */
	record Fact(String label, String value) {

	}

	/**
	 * A job that waits.
	 *
	 * @param name its name
	 * @param link its page, blank for none
	 * @param project its project's path
	 * @param tags its tags
	 * @param since for how long it has waited, in words
	 * @param takes whether the fleet takes it
	 * @param fit the same in words
	 */
	record Waiting(String name, String link, String project, List<String> tags, String since, boolean takes,
			String fit) {

	}

	static GitLabView of(RunnerReads.Told told, Instant now) {
		ReadableTime at = ReadableTime.of(told.at(), now);
		if (told.read() instanceof Read.Untold<RunnerReads.Seen> untold) {
			return new GitLabView(at, untold.words(), untold.why().token(), false, List.of(), List.of(), List.of(),
					false);
		}
		RunnerReads.Seen seen = ((Read.Told<RunnerReads.Seen>) told.read()).value();
		RunnerState runner = seen.runner();
		if (runner == null) {
			return new GitLabView(at,
					"GitLab does not show the runner to the read token’s owner: that takes a Maintainer of the runner’s group or project. Or the runner was removed.",
					false, false, List.of(), List.of(), List.of(), false);
		}
		RunnerReads.Waiting waiting = seen.waiting();
		List<String> notes = new ArrayList<>();
		List<Waiting> rows = (waiting != null) ? rows(waiting, runner, told.at(), notes) : List.of();
		if (waiting == null) {
			notes.add("Which jobs wait is not shown of a runner for the whole instance: paste the address of one.");
		}
		return new GitLabView(at, "", false, runner.paused(), facts(runner, now), rows, notes, waiting != null);
	}

	private static List<Waiting> rows(RunnerReads.Waiting waiting, RunnerState runner, Instant at, List<String> notes) {
		List<Waiting> rows = new ArrayList<>();
		int others = 0;
		for (CiJob job : waiting.jobs()) {
			List<Misfit> misfits = Misfit.of(new JobReads.Case(job, runner, null, null, null), runner)
				.stream()
				.filter((misfit) -> !misfit.brief().equals(Misfit.PAUSED))
				.toList();
			if (misfits.size() > 1 || rows.size() == MOST) {
				others++;
				continue;
			}
			rows.add(new Waiting(job.name(), job.link(), job.project(), job.tags(), since(job, at), misfits.isEmpty(),
					misfits.isEmpty() ? takes(runner) : "Does not take it: " + misfits.get(0).brief()));
		}
		rows.sort(Comparator.comparing((Waiting row) -> !row.takes()));
		if (others > 0) {
			notes.add((others == 1) ? "One more job waits, which this fleet does not take or which found no room here."
					: others + " more jobs wait, which this fleet does not take or which found no room here.");
		}
		if (waiting.cut()) {
			notes.add("Only the %d projects in which something happened last were looked at."
				.formatted(waiting.projects()));
		}
		if (waiting.hidden() > 0) {
			notes.add("In %d of %d projects the read token’s owner sees no jobs.".formatted(waiting.hidden(),
					waiting.projects()));
		}
		return List.copyOf(rows);
	}

	private static String takes(RunnerState runner) {
		return (runner.paused() ? "Takes it once resumed" : "Takes it")
				+ (runner.protectedOnly() ? ", if its branch is protected" : "");
	}

	private static String since(CiJob job, Instant at) {
		Long queued = job.queuedSeconds();
		Instant created = job.createdAt();
		return (queued != null) ? ReadableTime.length(Duration.ofSeconds(queued))
				: (created != null) ? ReadableTime.length(Duration.between(created, at)) : "–";
	}

	private static List<Fact> facts(RunnerState runner, Instant now) {
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("State", runner.paused() ? "Paused: it gets no jobs"
				: runner.status().isEmpty() ? "Not told" : switch (runner.status()) {
					case "online" -> "Online";
					case "offline" -> "Offline";
					case "stale" -> "Stale";
					case "never_contacted" -> "Never contacted";
					default -> runner.status();
				}));
		facts.add(new Fact("Last contact",
				(runner.contactedAt() != null) ? ReadableTime.of(runner.contactedAt(), now).exact() : "Never"));
		facts.add(new Fact("Serves", switch (runner.scope()) {
			case "instance" -> "The whole instance";
			case "group" -> "The group " + places(runner);
			case "project" -> ((runner.places().size() == 1) ? "The project " : "The projects ") + places(runner)
					+ (runner.locked() ? ", locked" : "");
			default -> "Not told";
		}));
		facts.add(new Fact("Tags", runner.tags().isEmpty() ? "None" : String.join(", ", runner.tags())));
		facts.add(new Fact("Jobs without tags", runner.runUntagged() ? "Takes them" : "Does not take them"));
		facts.add(new Fact("Branches", runner.protectedOnly() ? "Protected ones alone" : "All"));
		return List.copyOf(facts);
	}

	private static String places(RunnerState runner) {
		List<String> paths = runner.places().stream().map(RunnerState.Place::path).limit(5).toList();
		return paths.isEmpty() ? "that is not shown"
				: String.join(", ", paths) + ((runner.places().size() > paths.size())
						? " and %d more".formatted(runner.places().size() - paths.size()) : "");
	}

}
