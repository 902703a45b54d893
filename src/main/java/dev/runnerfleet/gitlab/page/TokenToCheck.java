package dev.runnerfleet.gitlab.page;

import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A token that a script wants checked. */
@Schema(name = "TokenToCheck")
record TokenToCheck(
		@Schema(description = "The GitLab", example = "https://gitlab.com/",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String gitlabUrl,
		@Schema(description = "Any token; only what may be a runner's is sent to this GitLab, and none is kept",
				implementation = String.class, format = "password", accessMode = Schema.AccessMode.WRITE_ONLY,
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Secret token) {

	Secret secret() {
		return (this.token != null) ? this.token : Secret.of("");
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "TokenToCheck";
	}

}
