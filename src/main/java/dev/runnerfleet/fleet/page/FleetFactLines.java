package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a fleet in short.
 *
 * @param gitlab where the jobs come from
 * @param gitlabWords the same without what nobody reads
 * @param takes which jobs it takes, besides those with its tags
 * @param capacity how many jobs it takes, blank where its parameters do not say
 * @param labels the words by which people tell it from others
 * @param behind how many versions its blueprint is behind
 * @param newest the blueprint's version that there is
 * @param deprecated until when its blueprint can be used, {@code null} if there is no end
 * in sight
 * @param isProtected whether it was launched with protection against deletion
 * @param adopted whether it was made elsewhere and taken in
 * @param createdAt when it was launched or taken in
 * @param lastEvent what AWS told last
 * @param activeAt when that was, {@code null} where there is nothing yet
 * @param console the stack's page in the AWS console, if AWS knows the stack
 */
record FleetFactLines(String gitlab, String gitlabWords, String takes, String capacity, List<String> labels, int behind,
		int newest, @Nullable String deprecated, boolean isProtected, boolean adopted, ReadableTime createdAt,
		String lastEvent, @Nullable ReadableTime activeAt, @Nullable String console) {

	static FleetFactLines of(Stack stack, Fleet fleet, List<String> labels, @Nullable Blueprint blueprint,
			boolean isProtected, @Nullable Instant adoptedAt, @Nullable String console, Instant now) {
		int newest = (blueprint != null) ? blueprint.version() : fleet.blueprintVersion();
		return new FleetFactLines(gitlab(fleet), gitlab(fleet).replaceFirst("^https?://", "").replaceFirst("/$", ""),
				takes(fleet.jobs()), capacity(fleet.parameters()), labels,
				Math.max(0, newest - fleet.blueprintVersion()), newest,
				(blueprint != null) ? blueprint.deprecated()
						: OriginalTemplate.isOf(fleet) ? OriginalTemplate.DEPRECATED : null,
				isProtected, adoptedAt != null,
				ReadableTime.of((adoptedAt != null) ? adoptedAt : stack.createdAt(), now),
				(stack.lastEvent() != null) ? lastEvent(stack.lastEvent())
						: (adoptedAt != null) ? "Not read yet" : "None yet",
				(stack.lastEvent() != null) ? ReadableTime.of(stack.activeAt(), now) : null, console);
	}

	/** The group or project where its path is known, else the GitLab that it is in. */
	private static String gitlab(Fleet fleet) {
		String url = fleet.gitlabUrl().replaceFirst("/$", "") + "/";
		return fleet.jobs().target().matches("\\d*") ? url : url + fleet.jobs().target();
	}

	private static String takes(Fleet.Jobs jobs) {
		if (Boolean.TRUE.equals(jobs.runUntagged())) {
			return jobs.tags().isEmpty() ? "Jobs without tags" : "and jobs without tags";
		}
		return jobs.tags().isEmpty() ? "Its tags are in GitLab: the portal was given its token alone" : "";
	}

	private static String lastEvent(String event) {
		int space = event.lastIndexOf(' ');
		return "%s: %s".formatted(ResourceWords.name(event.substring(0, space)),
				StatusLabel.ofResource(event.substring(space + 1)).words().toLowerCase(Locale.ROOT));
	}

	private static String capacity(Map<String, String> parameters) {
		String most = parameters.getOrDefault("MaxConcurrentBuilds",
				parameters.getOrDefault("GitlabMaxConcurrentBuilds", ""));
		String idle = parameters.getOrDefault("IdleCount", parameters.getOrDefault("GitlabIdleCount", ""));
		if (most.isEmpty()) {
			return "";
		}
		return "Up to %s at once%s".formatted(most.equals("1") ? "1 job" : most + " jobs",
				idle.isEmpty() ? "" : idle.equals("0") ? ", none kept ready" : ", " + idle + " kept ready");
	}

}
