package dev.runnerfleet.gitlab.reading;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.runnerfleet.gitlab.DisplayText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as GitLab has it.
 *
 * @param id GitLab's id of it
 * @param name its name
 * @param project the path of its project
 * @param link its page, blank where GitLab's own is none of that GitLab
 * @param status GitLab's word, such as {@code pending}
 * @param failure why it failed, GitLab's word, blank where it did not
 * @param stage its stage
 * @param ref its branch or tag
 * @param tag whether that is a tag
 * @param tags the tags that a runner has to have
 * @param createdAt when it was made, {@code null} where GitLab does not say
 * @param queuedSeconds for how long it has waited for a runner, {@code null} where it
 * does not
 * @param runner the runner that has it, {@code null} for none
 */
public record CiJob(long id, String name, String project, String link, String status, String failure, String stage,
		String ref, boolean tag, List<String> tags, @Nullable Instant createdAt, @Nullable Long queuedSeconds,
		@Nullable Taker runner) {

	/**
	 * The runner that has a job.
	 *
	 * @param id GitLab's id of it
	 * @param description what its owner calls it
	 */
	public record Taker(long id, String description) {

	}

	/**
	 * Reads GitLab's answer.
	 * @param root the GitLab's front page, below which its page has to be
	 */
	static CiJob of(JsonNode json, String project, String root) {
		String link = json.path("web_url").asString("");
		JsonNode runner = json.path("runner");
		return new CiJob(json.path("id").asLong(0), text(json, "name"), project,
				(link.startsWith(root + "/") && link.matches("[!-~]{1,1000}")) ? link : "",
				text(json, "status").toLowerCase(Locale.ROOT), text(json, "failure_reason"), text(json, "stage"),
				text(json, "ref"), json.path("tag").asBoolean(false), RunnerState.texts(json.path("tag_list")),
				RunnerState.instant(json.path("created_at")),
				json.path("queued_duration").isNumber() ? json.path("queued_duration").asLong(0) : null,
				runner.path("id").isNumber() ? new Taker(runner.path("id").asLong(0), text(runner, "description"))
						: null);
	}

	private static String text(JsonNode json, String name) {
		return DisplayText.quote(json.path(name).asString(""));
	}

}
