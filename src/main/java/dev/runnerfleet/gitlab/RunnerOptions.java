package dev.runnerfleet.gitlab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a new runner behaves, by GitLab's own rules.
 *
 * @param description what GitLab's list shows, blank for GitLab's default
 * @param tags the tags of jobs it picks up
 * @param runUntagged whether it also picks up jobs without a tag
 * @param locked whether it is kept to its project
 * @param paused whether it waits before taking jobs
 * @param protectedOnly whether it takes jobs of protected branches only
 * @param maximumTimeout the longest that a job may run, at least ten minutes
 * @param reference what it is found by again, blank for nothing
 */
public record RunnerOptions(String description, List<String> tags, boolean runUntagged, boolean locked, boolean paused,
		boolean protectedOnly, @Nullable Duration maximumTimeout, String reference) {

	/** A runner that is not to be found again. */
	public RunnerOptions(String description, List<String> tags, boolean runUntagged, boolean locked, boolean paused,
			boolean protectedOnly, @Nullable Duration maximumTimeout) {
		this(description, tags, runUntagged, locked, paused, protectedOnly, maximumTimeout, "");
	}

	private static final Duration SHORTEST = Duration.ofMinutes(10);

	private static final int LONGEST_DESCRIPTION = 1024;

	/** GitLab's defaults under a name. */
	public static RunnerOptions named(String description) {
		return new RunnerOptions(description, List.of(), true, false, false, false, null);
	}

	/** The same for a runner that is found again by a reference in its note. */
	RunnerOptions with(String reference) {
		return new RunnerOptions(this.description, this.tags, this.runUntagged, this.locked, this.paused,
				this.protectedOnly, this.maximumTimeout, reference);
	}

	Map<String, String> problems() {
		Map<String, String> problems = new LinkedHashMap<>();
		if (this.tags.isEmpty() && !this.runUntagged) {
			problems.put("tags", "A runner that takes no untagged jobs needs a tag.");
		}
		if (this.maximumTimeout != null && this.maximumTimeout.compareTo(SHORTEST) < 0) {
			problems.put("maximumTimeout", "Enter a number of seconds, at least 600.");
		}
		if (this.description.length() > LONGEST_DESCRIPTION) {
			problems.put("description", "A description has at most 1024 characters.");
		}
		return problems;
	}

	Map<String, Object> parameters() {
		Map<String, Object> parameters = new LinkedHashMap<>();
		if (!this.description.isBlank()) {
			parameters.put("description", this.description);
		}
		parameters.put("tag_list", String.join(",", this.tags));
		parameters.put("run_untagged", this.runUntagged);
		parameters.put("locked", this.locked);
		parameters.put("paused", this.paused);
		parameters.put("access_level", this.protectedOnly ? "ref_protected" : "not_protected");
		if (this.maximumTimeout != null) {
			parameters.put("maximum_timeout", this.maximumTimeout.toSeconds());
		}
		if (!this.reference.isBlank()) {
			parameters.put("maintenance_note", "Made by the Runner Fleet Portal, reference " + this.reference + ".");
		}
		return parameters;
	}

}
