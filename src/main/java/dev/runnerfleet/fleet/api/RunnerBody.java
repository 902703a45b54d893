package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.Fleet;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A fleet's runner in GitLab as scripts see it. */
@Schema(name = "Runner",
		description = "Its runner in GitLab, as far as the portal was told; GitLab itself is not asked")
record RunnerBody(
		@Schema(description = "GitLab's id of it, null unless it was made for the launch",
				example = "42") @Nullable Long id,
		@Schema(description = "Its page, or the GitLab it is in, null unless it was made for the launch") @Nullable String link,
		@Schema(description = "When its token ends as GitLab said when it was made, null where it did not; the pulse has "
				+ "what the manager reports since") @Nullable Instant tokenExpires,
		@Schema(description = "Whom it serves, null where nobody told", allowableValues = {
				"instance", "group", "project" }, example = "group") @Nullable String scope,
		@Schema(description = "The path or id of its group or project, null where nobody told",
				example = "my-group") @Nullable String target,
		@Schema(description = "The tags of jobs that it takes", example = "[\"aws\"]") List<String> tags,
		@Schema(description = "Whether it also takes jobs without a tag, null where nobody told") @Nullable Boolean runUntagged){

	/** What is known of a fleet's runner, {@code null} for nothing. */
	static @Nullable RunnerBody of(Fleet fleet) {
		Fleet.Runner runner = fleet.runner();
		Fleet.Jobs jobs = fleet.jobs();
		if (runner == null && jobs.equals(Fleet.Jobs.UNKNOWN)) {
			return null;
		}
		return new RunnerBody((runner != null) ? runner.id() : null, (runner != null) ? runner.link() : null,
				(runner != null) ? runner.tokenExpires() : null, known(jobs.scope()), known(jobs.target()), jobs.tags(),
				jobs.runUntagged());
	}

	private static @Nullable String known(String text) {
		return text.isEmpty() ? null : text;
	}

}
