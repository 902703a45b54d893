package dev.runnerfleet.sandbox.gitlab;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.manager.JobsInLine;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The jobs of the sandbox's GitLab: a thousand numbers for each runner. The first are
 * those that its fleet runs and lets wait, and some at the end are of each kind that
 * there is, whatever the fleet does.
 */
@Component
@Profile("sandbox")
class SandboxJobs {

	private static final int EACH = 1000;

	private static final int LAST = 899;

	private final SandboxRunners runners;

	private final ObjectProvider<JobsInLine> fleets;

	private final Clock clock;

	SandboxJobs(SandboxRunners runners, ObjectProvider<JobsInLine> fleets, Clock clock) {
		this.runners = runners;
		this.fleets = fleets;
		this.clock = clock;
	}

	/** How much a runner has to do. */
	JobsInLine.Line line(SandboxRunners.Listed runner) {
		return this.fleets.getObject().of(runner.description());
	}

	/** Those that wait in a project. */
	List<Map<String, Object>> pending(int project, String root) {
		List<Map<String, Object>> jobs = new ArrayList<>();
		for (SandboxRunners.Listed runner : this.runners.all()) {
			List<Place> places = Place.served(runner);
			if (places.stream().noneMatch((place) -> place.id() == project)) {
				continue;
			}
			int waiting = waiting(line(runner), runner);
			Stream
				.concat(Stream.iterate(1, (number) -> number <= Math.min(LAST, waiting), (number) -> number + 1)
					.filter((number) -> places.get(number % places.size()).id() == project),
						Stream.of(Kind.GPU.number).filter((number) -> places.get(0).id() == project))
				.flatMap((number) -> find(runner.id() * EACH + number, root).stream())
				.forEach(jobs::add);
		}
		return jobs;
	}

	/** The one of a number, if it is of the project that is asked. */
	Optional<Map<String, Object>> find(int project, long id, String root) {
		return find(id, root)
			.filter((job) -> String.valueOf(job.get("web_url")).contains("/" + Place.path(project) + "/-/"));
	}

	private Optional<Map<String, Object>> find(long id, String root) {
		SandboxRunners.@Nullable Listed runner = this.runners.known(id / EACH);
		int number = (int) (id % EACH);
		if (runner == null || number == 0) {
			return Optional.empty();
		}
		Kind kind = Kind.of(number);
		return Optional.of(job(id, number, runner, (kind != null) ? kind : lived(number, line(runner), runner), root));
	}

	/** Those that wait come first, then those that run, then those that are over. */
	private static Kind lived(int number, JobsInLine.Line line, SandboxRunners.Listed runner) {
		int waiting = waiting(line, runner);
		return (number <= waiting) ? Kind.WAITS : (number <= waiting + line.running()) ? Kind.RUNS : Kind.DONE;
	}

	/** For a runner that is paused something always waits. */
	private static int waiting(JobsInLine.Line line, SandboxRunners.Listed runner) {
		return line.waiting() + (runner.paused() ? 2 : 0);
	}

	private Map<String, Object> job(long id, int number, SandboxRunners.Listed runner, Kind kind, String root) {
		List<Place> places = Place.served(runner);
		Place place = (kind == Kind.FOREIGN) ? Place.OTHER
				: (number > LAST) ? places.get(0) : places.get(number % places.size());
		Instant now = this.clock.instant();
		int seconds = 20 + number % 100 * 7;
		Map<String, Object> job = new LinkedHashMap<>();
		job.put("id", id);
		job.put("name", "test " + number);
		job.put("stage", "test");
		job.put("status", kind.status);
		job.put("ref", (kind == Kind.BRANCH) ? "feature" : "main");
		job.put("tag", false);
		job.put("tag_list", (kind == Kind.GPU) ? Stream.concat(runner.tags().stream(), Stream.of("gpu")).toList()
				: (kind == Kind.UNTAGGED) ? List.of() : runner.tags());
		job.put("created_at", now.minusSeconds(seconds + 5L).toString());
		job.put("queued_duration", kind.status.equals("pending") ? seconds : 3.5);
		job.put("web_url", "%s/%s/-/jobs/%d".formatted(root, place.path(), id));
		if (kind.status.equals("running")) {
			job.put("runner", (kind == Kind.ELSEWHERE) ? Map.of("id", 1, "description", "shared-runner")
					: Map.of("id", runner.id(), "description", runner.description()));
		}
		if (kind == Kind.STUCK) {
			job.put("failure_reason", "stuck_or_timeout_failure");
		}
		return job;
	}

	/**
	 * A project.
	 *
	 * @param id its id
	 * @param path its path
	 */
	record Place(int id, String path) {

		private static final Place OTHER = new Place(13, "other/site");

		private static final List<Place> ALL = List.of(new Place(11, "demo/app"), new Place(12, "demo/platform/tools"));

		static List<Place> served(SandboxRunners.Listed runner) {
			Integer group = runner.takes().group();
			Integer project = runner.takes().project();
			if (project != null) {
				return ALL.stream().filter((place) -> place.id == project).toList();
			}
			return (group != null && group == 2) ? ALL.subList(1, 2) : ALL;
		}

		/** The projects of a group. */
		static List<Place> of(int group) {
			return (group == 2) ? ALL.subList(1, 2) : (group == 1) ? ALL : List.of();
		}

		static String path(int project) {
			return Stream.concat(ALL.stream(), Stream.of(OTHER))
				.filter((place) -> place.id == project)
				.map(Place::path)
				.findFirst()
				.orElse("-");
		}

		static Optional<Place> named(String pathOrId) {
			return Stream.concat(ALL.stream(), Stream.of(OTHER))
				.filter((place) -> place.path.equals(pathOrId) || String.valueOf(place.id).equals(pathOrId))
				.findFirst();
		}

	}

	/** What a job can be, and the number of one that is so whatever happens. */
	private enum Kind {

		WAITS(0, "pending"), RUNS(0, "running"), DONE(0, "success"), GPU(900, "pending"), CREATED(901, "created"),
		MANUAL(902, "manual"), RESOURCE(903, "waiting_for_resource"), SUCCESS(904, "success"), STUCK(905, "failed"),
		UNTAGGED(906, "pending"), ELSEWHERE(907, "running"), SCHEDULED(908, "scheduled"), BRANCH(909, "pending"),
		FITS(910, "pending"), FOREIGN(911, "pending");

		private final int number;

		private final String status;

		Kind(int number, String status) {
			this.number = number;
			this.status = status;
		}

		static @Nullable Kind of(int number) {
			return Stream.of(values())
				.filter((kind) -> kind.number > 0 && kind.number == number)
				.findFirst()
				.orElse((number > LAST) ? SUCCESS : null);
		}

	}

}
