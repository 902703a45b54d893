package dev.runnerfleet.fleet.blueprint;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Fleet;

/**
 * The abandoned template that the blueprints come from: a fleet of it is looked after, so
 * that it can be moved away from and removed, and never changed.
 */
public final class OriginalTemplate {

	/** What such a fleet has in place of a blueprint's name. */
	public static final String NAME = "original";

	/** What people see in place of a blueprint's title. */
	public static final String TITLE = "The original template";

	/** When its workers are fewer: fixed in the template, and kept beside its values. */
	public static final String OFF_PEAK = "OffPeakPeriods";

	/** Whether its jobs are privileged: fixed there as well. */
	public static final String PRIVILEGED = "Privileged";

	/** Whether its jobs have the Docker socket: fixed there as well. */
	public static final String SOCKET = "MountDockerSocket";

	/** Why it is left behind. */
	public static final String DEPRECATED = "Nobody looks after its template any more, GitLab removes its executor in "
			+ "May 2027, and its runner’s token can be read in the stack’s metadata.";

	/** Asked for by it, and not by any blueprint. */
	private static final Set<String> OWN = Set.of("GitlabToken", "GitlabRunnerInstanceType", "GitlabMaxBuilds",
			"GitlabDockerImage");

	private static final Set<String> RESOURCES = Set.of("AWS::EC2::Instance", "AWS::S3::Bucket");

	private static final Pattern PERIODS = Pattern.compile("OffPeakPeriods\\s*=\\s*\\[([^\\]]{1,1000})]");

	private OriginalTemplate() {
	}

	/** Whether a fleet is one of it. */
	public static boolean isOf(Fleet fleet) {
		return fleet.blueprint().equals(NAME);
	}

	/** Whether a stack with these parameters may be made from it. */
	public static boolean asksFor(Set<String> parameters) {
		return parameters.containsAll(OWN) && !parameters.contains("RunnerToken");
	}

	/** Whether a stack with resources of these types may be made from it. */
	public static boolean creates(Collection<String> types) {
		return types.containsAll(RESOURCES);
	}

	/**
	 * Plain values of a stack of it. Its token is left out whether AWS masks it or not.
	 * @param values the stack's parameters
	 * @param body its template
	 */
	public static Map<String, String> plain(Map<String, String> values, String body) {
		Map<String, String> plain = new TreeMap<>(values);
		plain.keySet().removeIf((name) -> name.toLowerCase().contains("token"));
		plain.values().removeIf((value) -> value.matches("\\*{4,}"));
		Matcher periods = PERIODS.matcher(body);
		plain.put(PRIVILEGED, String.valueOf(body.matches("(?s).*privileged\\s*=\\s*true.*")));
		plain.put(SOCKET, String.valueOf(body.contains("docker.sock")));
		plain.put(OFF_PEAK, periods.find() ? periods.group(1).replace("\\", "").strip() : "");
		return plain;
	}

}
