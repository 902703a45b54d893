package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;

/**
 * What a fleet's runner logs, in the words of GitLab Runner: the same jobs and workers
 * that its report counts.
 *
 * @param life what it tells of
 * @param gitlab its GitLab
 */
public record RunnerLog(Life life, String gitlab) {

	/** How often a runner asks that gets no answer. */
	private static final Duration ASKS = Duration.ofSeconds(10);

	/** After a refusal the runner leaves GitLab alone for that long. */
	private static final Duration UNHEALTHY = Duration.ofHours(1);

	/** A line, by the moment at which no other is written. */
	public record Line(Instant at, String text) {

	}

	/** The lines within a time, oldest first, the end exclusive. */
	public List<Line> lines(Instant from, Instant to) {
		Instant begins = from.isBefore(this.life.begun()) ? this.life.begun() : from;
		List<Line> lines = new ArrayList<>();
		long first = begins.getEpochSecond();
		long end = to.getEpochSecond() + 1;
		for (Slots.Job job : this.life.jobs(first, end)) {
			lines.add(line(job.start(), job.slot(), 0,
					"Checking for jobs... received                       job=%d repo_url=%s/acme/app.git runner=%s"
						.formatted(id(job), this.gitlab, runner())));
			lines.add(line(job.end(), job.slot(), 1,
					"%sduration_s=%d job=%d project=%d runner=%s".formatted(
							job.failed() ? "WARNING: Job failed: exit code 1                    "
									: "Job succeeded                                       ",
							job.end() - job.start(), id(job), 100 + job.slot(), runner())));
		}
		this.life.launched(first, end)
			.forEach((worker,
					slot) -> lines.add(line(worker.launchedAt().getEpochSecond(), slot, 2,
							"instance discovered                                 cause=requested id=%s state=running"
								.formatted(worker.id()))));
		this.life.plan().spans().forEach((span) -> refusals(span, begins, to, lines));
		return lines.stream()
			.filter((line) -> !line.at().isBefore(begins) && line.at().isBefore(to))
			.sorted(Comparator.comparing(Line::at))
			.toList();
	}

	private void refusals(Span span, Instant from, Instant to, List<Line> lines) {
		switch (span.trouble()) {
			case TOKEN_REFUSED -> repeated(span, span.from(), UNHEALTHY, from, to, lines, forbidden());
			case TOKEN_ENDS ->
				repeated(span, span.from().plus(Trouble.TOKEN_LEFT), UNHEALTHY, from, to, lines, forbidden());
			case GITLAB_SILENT -> repeated(span, span.from(), ASKS, from, to, lines,
					"ERROR: Checking for jobs... error                   runner=%s status=couldn't execute POST against %s/api/v4/jobs/request: i/o timeout"
						.formatted(runner(), this.gitlab));
			case NEVER_READY -> repeated(span, span.from(), ASKS, from, to, lines,
					"ERROR: ready up preparation failed                  error=docker is not running on the instance");
			default -> {
			}
		}
	}

	private static void repeated(Span span, Instant begins, Duration pause, Instant from, Instant to, List<Line> lines,
			String text) {
		Instant end = (span.to() != null && span.to().isBefore(to)) ? span.to() : to;
		long skipped = from.isAfter(begins) ? Duration.between(begins, from).dividedBy(pause) : 0;
		for (Instant at = begins.plus(pause.multipliedBy(skipped)); at.isBefore(end); at = at.plus(pause)) {
			lines.add(new Line(Instant.ofEpochSecond(at.getEpochSecond(), 999_000_000), text));
		}
	}

	private String forbidden() {
		return "ERROR: Checking for jobs... forbidden               runner=%s status=POST %s/api/v4/jobs/request: 403 Forbidden"
			.formatted(runner(), this.gitlab);
	}

	/** As GitLab Runner names itself in its log, by the beginning of its token. */
	private String runner() {
		return Ids.suffix(9, "runner", this.life.plan().seed());
	}

	private static long id(Slots.Job job) {
		return 4_000_000 + job.start() % 1_000_000 * 30 + job.slot();
	}

	/** Of what there may be at one second, each has a millisecond of its own. */
	private static Line line(long second, int slot, int kind, String text) {
		return new Line(Instant.ofEpochSecond(second, (slot * 3L + kind) % 990 * 1_000_000), text);
	}

}
