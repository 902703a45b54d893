package dev.runnerfleet.gitlab.reading;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

import dev.runnerfleet.gitlab.DisplayText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A runner as GitLab has it.
 *
 * @param id GitLab's id of it
 * @param scope whom it serves: {@code instance}, {@code group} or {@code project}; blank
 * where GitLab does not say
 * @param paused whether it gets no jobs
 * @param status GitLab's word, such as {@code online} or {@code stale}; blank for none
 * @param contactedAt when it last asked for a job, to within an hour, {@code null} if
 * never
 * @param tags the tags of jobs that it takes
 * @param runUntagged whether it takes jobs without a tag
 * @param locked whether no other project may enable it
 * @param protectedOnly whether it takes jobs of protected branches and tags alone
 * @param places the groups or projects that it serves, as far as the token's owner sees
 * them
 * @param version its version, blank where GitLab does not say
 */
public record RunnerState(long id, String scope, boolean paused, String status, @Nullable Instant contactedAt,
		List<String> tags, boolean runUntagged, boolean locked, boolean protectedOnly, List<Place> places,
		String version) {

	/**
	 * A group or a project.
	 *
	 * @param id GitLab's id of it
	 * @param path its path, such as {@code group/project}
	 */
	public record Place(long id, String path) {

	}

	/** Reads GitLab's answer. */
	static RunnerState of(JsonNode json) {
		JsonNode paused = json.path("paused");
		return new RunnerState(json.path("id").asLong(0),
				json.path("runner_type").asString("").replaceFirst("_type$", ""),
				paused.isBoolean() ? paused.booleanValue() : !json.path("active").asBoolean(true),
				DisplayText.quote(json.path("status").asString("")).toLowerCase(Locale.ROOT),
				instant(json.path("contacted_at")), texts(json.path("tag_list")),
				json.path("run_untagged").asBoolean(true), json.path("locked").asBoolean(false),
				json.path("access_level").asString("").equals("ref_protected"),
				json.path(json.path("groups").isEmpty() ? "projects" : "groups")
					.valueStream()
					.map(RunnerState::place)
					.filter((each) -> each.id() > 0)
					.toList(),
				DisplayText.quote(json.path("version").asString("")));
	}

	/** A group has no path of its own in this answer but that of its page. */
	private static Place place(JsonNode json) {
		String page = json.path("web_url").asString("").replaceFirst("^.*?/groups/", "");
		return new Place(json.path("id").asLong(0), DisplayText.quote(json.path("path_with_namespace").asString(page)));
	}

	static List<String> texts(JsonNode list) {
		return list.valueStream().map((each) -> DisplayText.quote(each.asString(""))).limit(100).toList();
	}

	static @Nullable Instant instant(JsonNode text) {
		try {
			return text.isString() ? OffsetDateTime.parse(text.stringValue()).toInstant() : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/** Whether it may take jobs of a project, as far as its places tell. */
	public boolean serves(String project) {
		return switch (this.scope) {
			case "group" ->
				this.places.isEmpty() || this.places.stream().anyMatch((each) -> inside(project, each.path()));
			case "project" ->
				this.places.isEmpty() || this.places.stream().anyMatch((each) -> each.path().equalsIgnoreCase(project));
			default -> true;
		};
	}

	private static boolean inside(String project, String group) {
		return project.toLowerCase(Locale.ROOT).startsWith(group.toLowerCase(Locale.ROOT) + "/");
	}

}
