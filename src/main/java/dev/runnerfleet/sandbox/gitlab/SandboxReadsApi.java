package dev.runnerfleet.sandbox.gitlab;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.runnerfleet.gitlab.TrustedGitLab;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a GitLab tells whoever may only read. */
@RestController
@Profile("sandbox")
@Hidden
@RequestMapping("/sandbox/gitlab/api/v4")
class SandboxReadsApi {

	private final SandboxRunners runners;

	private final SandboxJobs jobs;

	private final TrustedGitLab address;

	private final Clock clock;

	SandboxReadsApi(SandboxRunners runners, SandboxJobs jobs, TrustedGitLab address, Clock clock) {
		this.runners = runners;
		this.jobs = jobs;
		this.address = address;
		this.clock = clock;
	}

	@GetMapping("/personal_access_tokens/self")
	ResponseEntity<Object> self(@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token) {
		LocalDate today = this.clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
		ReadingToken reading = ReadingToken.of(open(token));
		return (reading == ReadingToken.BRIEF) ? ResponseEntity.ok(reading.about(today))
				: answer(token, (same) -> ResponseEntity.ok(same.about(today)));
	}

	@GetMapping("/runners/{id:\\d+}")
	ResponseEntity<Object> runner(@PathVariable long id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return answer((token != null) ? token : bearer, (reading) -> {
			SandboxRunners.Listed runner = this.runners.known(id);
			if (runner == null) {
				return MagicToken.plain(404, "message", "404 Runner Not Found");
			}
			return (reading == ReadingToken.REPORTER)
					? MagicToken.plain(403, "message", "403 Forbidden - No access granted")
					: ResponseEntity.ok(details(runner));
		});
	}

	@GetMapping("/groups/{id:\\d+}/projects")
	ResponseEntity<Object> projects(@PathVariable int id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token) {
		return answer(token, (reading) -> ResponseEntity
			.ok(SandboxJobs.Place.of(id).stream().map(SandboxReadsApi::project).toList()));
	}

	@GetMapping("/projects/{id:\\d+}/jobs")
	ResponseEntity<Object> jobs(@PathVariable int id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token) {
		return answer(token, (reading) -> ResponseEntity.ok(this.jobs.pending(id, this.address.url().toString())));
	}

	@GetMapping("/projects/{place}/jobs/{id}")
	ResponseEntity<Object> job(@PathVariable String place, @PathVariable long id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token) {
		return answer(token,
				(reading) -> SandboxJobs.Place.named(place)
					.flatMap((project) -> this.jobs.find(project.id(), id, this.address.url().toString()))
					.<ResponseEntity<Object>>map(ResponseEntity::ok)
					.orElseGet(() -> MagicToken.plain(404, "message", "404 Not Found")));
	}

	/** The main branch alone is protected. */
	@GetMapping("/projects/{place}/repository/branches/{branch}")
	ResponseEntity<Object> branch(@PathVariable String place, @PathVariable String branch,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token) {
		return answer(token,
				(reading) -> ResponseEntity.ok(Map.of("name", branch, "protected", branch.equals("main"))));
	}

	private Map<String, Object> details(SandboxRunners.Listed runner) {
		SandboxRunners.Takes takes = runner.takes();
		boolean alive = this.jobs.line(runner).alive();
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("id", runner.id());
		details.put("description", runner.description());
		details.put("runner_type", runner.runnerType());
		details.put("maintenance_note", runner.note());
		details.put("paused", runner.paused());
		details.put("status", alive ? "online" : "never_contacted");
		details.put("online", alive ? true : null);
		details.put("contacted_at", alive ? this.clock.instant().minusSeconds(40).toString() : null);
		details.put("tag_list", takes.tags());
		details.put("run_untagged", takes.untagged());
		details.put("locked", takes.locked());
		details.put("access_level", takes.protectedOnly() ? "ref_protected" : "not_protected");
		details.put("projects", runner.runnerType().equals("project_type")
				? SandboxJobs.Place.served(runner).stream().map(SandboxReadsApi::project).toList() : List.of());
		details.put("groups",
				(takes.group() != null)
						? List.of(Map.of("id", takes.group(), "name", "demo", "web_url",
								this.address.url() + "/groups/" + ((takes.group() == 2) ? "demo/platform" : "demo")))
						: List.of());
		return details;
	}

	private static Map<String, Object> project(SandboxJobs.Place place) {
		return Map.of("id", place.id(), "path_with_namespace", place.path());
	}

	private static ResponseEntity<Object> answer(@Nullable Secret token,
			Function<ReadingToken, ResponseEntity<Object>> answer) {
		String open = open(token).replaceFirst("^Bearer ", "");
		if (!open.startsWith("glpat-") && open.length() != 64) {
			return MagicToken.plain(401, "message", "401 Unauthorized");
		}
		ReadingToken reading = ReadingToken.of(open);
		return MagicToken.of(open)
			.map(MagicToken::answer)
			.orElseGet(() -> (reading == ReadingToken.BRIEF) ? MagicToken.REVOKED.answer() : answer.apply(reading));
	}

	private static String open(@Nullable Secret token) {
		return (token != null) ? token.reveal() : "";
	}

}
