package dev.runnerfleet.sandbox.gitlab;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The part of GitLab's API that the portal uses, answering as GitLab does. */
@RestController
@Profile("sandbox")
@Hidden
@RequestMapping("/sandbox/gitlab/api/v4")
class SandboxGitLabApi {

	private static final Map<String, Integer> GROUPS = Map.of("demo", 1, "demo/platform", 2);

	private static final Map<String, Integer> PROJECTS = Map.of("demo/app", 11, "demo/platform/tools", 12);

	private final SandboxRunners runners;

	SandboxGitLabApi(SandboxRunners runners) {
		this.runners = runners;
	}

	/** What a request's body says, as far as it matters here. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Asked(@Nullable Secret token, @JsonProperty("runner_type") @Nullable String runnerType,
			@JsonProperty("group_id") @Nullable Integer groupId,
			@JsonProperty("project_id") @Nullable Integer projectId,
			@JsonProperty("run_untagged") @Nullable Boolean runUntagged,
			@JsonProperty("tag_list") @Nullable String tagList, @Nullable String description,
			@JsonProperty("maintenance_note") @Nullable String note, @Nullable Boolean paused, @Nullable Boolean locked,
			@JsonProperty("access_level") @Nullable String accessLevel) {

		/** Which jobs it is to take; what a registration token makes serves a project. */
		SandboxRunners.Takes takes(String runnerType) {
			boolean traded = this.groupId == null && this.projectId == null && runnerType.equals("project_type");
			return new SandboxRunners.Takes(this.groupId, traded ? Integer.valueOf(11) : this.projectId,
					Stream.of(((this.tagList != null) ? this.tagList : "").split(","))
						.map(String::strip)
						.filter((tag) -> !tag.isEmpty())
						.toList(),
					!Boolean.FALSE.equals(this.runUntagged), Boolean.TRUE.equals(this.locked),
					"ref_protected".equals(this.accessLevel));
		}

		Secret secret() {
			return (this.token != null) ? this.token : Secret.of("");
		}

	}

	@PostMapping("/runners")
	ResponseEntity<Object> register(@RequestBody Asked body) {
		String token = body.secret().reveal();
		return magic(body.secret()).or(() -> invalid(body)).orElseGet(() -> {
			boolean known = token.startsWith("GR1348941") || token.matches("[\\w-]{20}");
			return known ? made("glrtr-", "project_type", body, body.secret()) : MagicToken.INVALID.answer();
		});
	}

	@PostMapping("/user/runners")
	ResponseEntity<Object> create(@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer, @RequestBody Asked body) {
		Secret access = access(token, bearer);
		if (access.isBlank()) {
			return MagicToken.plain(401, "message", "401 Unauthorized");
		}
		return magic(access).or(() -> invalid(body)).orElseGet(() -> switch (String.valueOf(body.runnerType())) {
			case "instance_type" -> created(true, body, access);
			case "group_type" -> created(GROUPS.containsValue(body.groupId()), body, access);
			case "project_type" -> created(PROJECTS.containsValue(body.projectId()), body, access);
			default -> MagicToken.MISSING.answer();
		});
	}

	@GetMapping("/groups/{path}")
	ResponseEntity<Object> group(@PathVariable String path,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return found(GROUPS, path, access(token, bearer), "404 Group Not Found");
	}

	@GetMapping("/projects/{path}")
	ResponseEntity<Object> project(@PathVariable String path,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return found(PROJECTS, path, access(token, bearer), "404 Project Not Found");
	}

	@GetMapping("/runners/router/discovery")
	ResponseEntity<Object> discover(@RequestHeader("Runner-Token") Secret token) {
		return magic(token).orElseGet(() -> this.runners.accept(token.reveal())
				? MagicToken.plain(501, "message", "Job Router is not available. Please contact your administrator.")
				: MagicToken.plain(403, "message",
						(ManagerFault.of(token.reveal()).orElse(ManagerFault.WRONG) == ManagerFault.EXPIRED)
								? "403 Forbidden - Token expired" : "403 Forbidden"));
	}

	@DeleteMapping("/runners")
	ResponseEntity<Object> remove(@RequestBody Asked body) {
		return this.runners.remove(body.secret()) ? ResponseEntity.noContent().build()
				: MagicToken.plain(403, "message", "403 Forbidden");
	}

	@PutMapping("/runners/{id}")
	ResponseEntity<Object> change(@PathVariable long id,
			@RequestBody(required = false) @Nullable Map<String, Object> wish,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return managed(access(token, bearer), this.runners.knows(id)).orElseGet(() -> {
			boolean paused = wish == null || !Boolean.FALSE.equals(wish.get("paused"));
			this.runners.pause(id, paused);
			return ResponseEntity.ok(Map.of("id", id, "paused", paused));
		});
	}

	@DeleteMapping("/runners/{id}")
	ResponseEntity<Object> remove(@PathVariable long id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		Secret access = access(token, bearer);
		return managed(access, this.runners.knows(id)).orElseGet(() -> {
			this.runners.remove(id);
			return ResponseEntity.noContent().build();
		});
	}

	/** Those that run on a runner of long ago; nothing else runs here. */
	@GetMapping("/runners/{id}/jobs")
	ResponseEntity<Object> jobs(@PathVariable long id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return managed(access(token, bearer), this.runners.knows(id)).orElseGet(() -> ResponseEntity
			.ok(IntStream.rangeClosed(1, this.runners.running(id)).mapToObj((job) -> Map.of("id", job)).toList()));
	}

	/** Nothing runs here, so no runner has ever been contacted. */
	@GetMapping({ "/runners/all", "/groups/{place}/runners", "/projects/{place}/runners" })
	ResponseEntity<Object> list(@RequestParam String type,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		Secret access = access(token, bearer);
		if (access.reveal().endsWith("sandbox-createonly")) {
			return MagicToken.SCOPE.answer();
		}
		return managed(access, true).orElseGet(() -> ResponseEntity.ok(this.runners.list(type)));
	}

	@PostMapping("/runners/{id}/reset_authentication_token")
	ResponseEntity<Object> renew(@PathVariable long id,
			@RequestHeader(name = "PRIVATE-TOKEN", required = false) @Nullable Secret token,
			@RequestHeader(name = "Authorization", required = false) @Nullable Secret bearer) {
		return managed(access(token, bearer), this.runners.knows(id))
			.orElseGet(() -> ResponseEntity.status(201).body(this.runners.renew(id)));
	}

	private static Optional<ResponseEntity<Object>> managed(Secret access, boolean known) {
		if (access.isBlank()) {
			return Optional.of(MagicToken.plain(401, "message", "401 Unauthorized"));
		}
		return magic(access)
			.or(() -> known ? Optional.empty() : Optional.of(MagicToken.plain(404, "message", "404 Runner Not Found")));
	}

	private ResponseEntity<Object> created(boolean permitted, Asked body, Secret access) {
		return permitted ? made("glrt-", String.valueOf(body.runnerType()), body, access)
				: MagicToken.MAINTAINER.answer();
	}

	private ResponseEntity<Object> made(String prefix, String runnerType, Asked body, Secret by) {
		SandboxRunners.NewRunner runner = this.runners.create(prefix, runnerType, String.valueOf(body.description()),
				String.valueOf(body.note()), Boolean.TRUE.equals(body.paused()), body.takes(runnerType));
		return isLost(by) ? MagicToken.LOST.answer() : ResponseEntity.status(201).body(runner);
	}

	private static boolean isLost(Secret token) {
		return MagicToken.of(token.reveal()).filter((each) -> each == MagicToken.LOST).isPresent();
	}

	private static ResponseEntity<Object> found(Map<String, Integer> places, String path, Secret access,
			String notFound) {
		if (access.reveal().endsWith("sandbox-createonly")) {
			return MagicToken.SCOPE.answer();
		}
		Integer id = places.get(path);
		return (id != null && !access.isBlank()) ? ResponseEntity.ok(Map.of("id", id, "full_path", path))
				: MagicToken.plain(404, "message", notFound);
	}

	private static Optional<ResponseEntity<Object>> invalid(Asked body) {
		boolean tagless = Boolean.FALSE.equals(body.runUntagged()) && "".equals(body.tagList());
		return tagless
				? Optional.of(MagicToken.plain(400, "message",
						Map.of("tags_list",
								new String[] { "can not be empty when runner is not allowed to pick untagged jobs" })))
				: Optional.empty();
	}

	private static Optional<ResponseEntity<Object>> magic(Secret token) {
		return isLost(token) ? Optional.empty() : MagicToken.of(token.reveal()).map(MagicToken::answer);
	}

	private static Secret access(@Nullable Secret token, @Nullable Secret bearer) {
		String access = (token != null) ? token.reveal()
				: (bearer != null) ? bearer.reveal().replaceFirst("^Bearer ", "") : "";
		return Secret.of((access.startsWith("glpat-") || access.length() == 64) ? access : "");
	}

}
