package dev.runnerfleet.gitlab.page;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A runner as a script asks for it. */
@Schema(name = "RunnerRequest")
record RunnerRequest(
		@Schema(description = "The GitLab", example = "https://gitlab.com/",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String gitlabUrl,
		@Schema(description = "A registration token to exchange, or an access token with the scope create_runner "
				+ "to create a runner with; sent to this GitLab, never kept", implementation = String.class,
				format = "password", accessMode = Schema.AccessMode.WRITE_ONLY,
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Secret token,
		@Schema(description = "Whom a created runner serves; a group if left out") RunnerTarget.@Nullable Scope scope,
		@Schema(description = "The id or path of the group or project of a created runner",
				example = "my-group") @Nullable String target,
		@Schema(description = "What GitLab's list shows") @Nullable String description,
		@Schema(description = "The tags of jobs that the runner picks up",
				example = "[\"aws\"]") @Nullable List<@Nullable String> tags,
		@Schema(description = "Whether it also picks up jobs without a tag; true if left out") @Nullable Boolean runUntagged,
		@Schema(description = "Whether it is kept to its project; false if left out") @Nullable Boolean locked,
		@Schema(description = "Whether it waits before taking jobs; false if left out") @Nullable Boolean paused,
		@Schema(description = "Whether it takes jobs of protected branches only; false if left out") @Nullable Boolean protectedOnly,
		@Schema(description = "The longest that a job may run, in seconds; each project's own if left out",
				minimum = "600") @Nullable Integer maximumTimeout) {

	Secret secret() {
		return (this.token != null) ? this.token : Secret.of("");
	}

	RunnerTarget runnerTarget() {
		return new RunnerTarget((this.scope != null) ? this.scope : RunnerTarget.Scope.GROUP,
				Objects.requireNonNullElse(this.target, ""));
	}

	RunnerWish.Options options() {
		return new RunnerWish.Options(Objects.requireNonNullElse(this.description, ""),
				(this.tags != null) ? this.tags.stream().filter(Objects::nonNull).toList() : List.of(),
				!Boolean.FALSE.equals(this.runUntagged), Boolean.TRUE.equals(this.locked),
				Boolean.TRUE.equals(this.paused), Boolean.TRUE.equals(this.protectedOnly),
				(this.maximumTimeout != null) ? Duration.ofSeconds(this.maximumTimeout) : null);
	}

	/** What an exchange has no use for, as a registration token says it itself. */
	Map<String, String> beyondExchange() {
		Map<String, String> fields = new LinkedHashMap<>();
		if (this.scope != null) {
			fields.put("scope", "Leave this out: the registration token says whom its runner serves.");
		}
		if (this.target != null) {
			fields.put("target", "Leave this out: the registration token says whom its runner serves.");
		}
		return fields;
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "RunnerRequest";
	}

}
