package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;

/**
 * What somebody puts into a {@code .gitlab-ci.yml} so that a job runs on a fleet.
 *
 * @param text the lines, blank where its tags are not known here
 * @param words what they do
 */
record JobSnippet(String text, String words) {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

	/** What YAML takes for something else than text. */
	private static final Set<String> TAKEN = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

	/**
	 * A job for a fleet.
	 * @param fleet the fleet's name
	 * @param jobs which jobs its runner takes
	 */
	static JobSnippet of(String fleet, Fleet.Jobs jobs) {
		List<String> tags = jobs.tags();
		if (tags.isEmpty() && !Boolean.TRUE.equals(jobs.runUntagged())) {
			return new JobSnippet("", "A job runs here that asks for the tags of its runner. They are in GitLab, "
					+ "on the runner’s page: the portal was given its token alone.");
		}
		String line = tags.isEmpty() ? ""
				: "  tags: [%s]\n".formatted(tags.stream().map(JobSnippet::quoted).collect(Collectors.joining(", ")));
		return new JobSnippet("hello:\n" + line + "  script:\n    - echo \"This job runs on " + fleet + "\"\n",
				tags.isEmpty() ? "Its runner takes jobs without tags: there is nothing to add to them."
						: "A job with these tags runs on this fleet.");
	}

	private static String quoted(String tag) {
		return (PLAIN.matcher(tag).matches() && !TAKEN.contains(tag.toLowerCase(Locale.ROOT))) ? tag
				: "\"" + tag.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

}
