package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What GitLab tells of a runner and of the jobs that wait where it serves, asked once for
 * all who look.
 */
public final class RunnerReads implements AutoCloseable {

	/** How old what was told may be before GitLab is asked again. */
	static final Duration FRESH = Duration.ofSeconds(45);

	/** For how long it still says something of the present. */
	private static final Duration PRESENT = Duration.ofMinutes(3);

	/** More would take longer than somebody waits, and more of GitLab than is fair. */
	private static final int MOST_PROJECTS = 12;

	private static final int MOST_JOBS = 20;

	private final GitLabReader reader;

	private final ExecutorService executor;

	private final KeptAnswers<Key, Read<Seen>> seen;

	RunnerReads(GitLabReader reader, ExecutorService executor, Clock clock) {
		this.reader = reader;
		this.executor = executor;
		this.seen = new KeptAnswers<>(FRESH, executor, clock);
	}

	/**
	 * Asks about a runner.
	 * @param gitlabUrl the GitLab that it is in
	 * @param runner GitLab's id of it
	 * @param patience how long to wait
	 * @return empty where GitLab has not answered yet; it goes on being asked
	 */
	public Optional<Told> of(String gitlabUrl, long runner, Duration patience) {
		if (!this.reader.hasToken(gitlabUrl)) {
			return Optional.empty();
		}
		return this.seen
			.get(new Key(gitlabUrl, runner), () -> this.reader.read(gitlabUrl, (asking) -> see(asking, runner)),
					patience)
			.map((kept) -> new Told(kept.value(), kept.at()));
	}

	/** What was told of a runner a moment ago, {@code null} where it is not known. */
	public @Nullable RunnerState known(String gitlabUrl, long runner) {
		KeptAnswers.Kept<Read<Seen>> kept = this.seen.known(new Key(gitlabUrl, runner), PRESENT);
		return (kept != null && kept.value() instanceof Read.Told<Seen> told) ? told.value().runner() : null;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private static Seen see(Asking gitlab, long id) throws IOException {
		RunnerState runner = gitlab.find("/runners/" + id).map(RunnerState::of).orElse(null);
		if (runner == null || runner.scope().equals("instance")) {
			return new Seen(runner, null);
		}
		List<RunnerState.Place> projects = runner.scope().equals("group") ? ofGroups(gitlab, runner.places())
				: runner.places();
		boolean cut = projects.size() > MOST_PROJECTS;
		List<CiJob> jobs = new ArrayList<>();
		int hidden = 0;
		for (RunnerState.Place project : projects.subList(0, Math.min(MOST_PROJECTS, projects.size()))) {
			Optional<JsonNode> pending = gitlab
				.find("/projects/%d/jobs?scope=pending&per_page=%d".formatted(project.id(), MOST_JOBS));
			hidden += pending.isEmpty() ? 1 : 0;
			pending.ifPresent((list) -> list.valueStream()
				.map((json) -> CiJob.of(json, project.path(), gitlab.root().toString()))
				.forEach(jobs::add));
		}
		return new Seen(runner, new Waiting(List.copyOf(jobs), Math.min(MOST_PROJECTS, projects.size()), hidden, cut));
	}

	/** Those in which something happened lately come first. */
	private static List<RunnerState.Place> ofGroups(Asking gitlab, List<RunnerState.Place> groups) throws IOException {
		List<RunnerState.Place> projects = new ArrayList<>();
		for (RunnerState.Place group : groups) {
			gitlab.find(
					"/groups/%d/projects?include_subgroups=true&archived=false&simple=true&order_by=last_activity_at&per_page=%d"
						.formatted(group.id(), MOST_PROJECTS + 1))
				.ifPresent((list) -> list.valueStream()
					.map((json) -> new RunnerState.Place(json.path("id").asLong(0),
							DisplayText.quote(json.path("path_with_namespace").asString(""))))
					.filter((place) -> place.id() > 0)
					.forEach(projects::add));
		}
		return projects;
	}

	private record Key(String gitlab, long runner) {

	}

	/**
	 * What came of asking.
	 *
	 * @param read what GitLab told, or why nothing
	 * @param at when
	 */
	public record Told(Read<Seen> read, Instant at) {

	}

	/**
	 * A runner and what waits where it serves.
	 *
	 * @param runner the runner, {@code null} where GitLab does not show it to the token's
	 * owner
	 * @param waiting {@code null} where that cannot be seen: of a runner for the whole
	 * instance, or one that is not shown
	 */
	public record Seen(@Nullable RunnerState runner, @Nullable Waiting waiting) {

	}

	/**
	 * The jobs that wait for a runner, whichever.
	 *
	 * @param jobs those that wait
	 * @param projects in how many projects was looked
	 * @param hidden in how many of them the token's owner sees no jobs
	 * @param cut whether there are more projects
	 */
	public record Waiting(List<CiJob> jobs, int projects, int hidden, boolean cut) {

	}

}
