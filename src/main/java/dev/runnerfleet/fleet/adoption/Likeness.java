package dev.runnerfleet.fleet.adoption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.stack.template.TemplateParameter;

/**
 * What of a stack of the original template comes along into a fleet of a blueprint, and
 * what does not.
 *
 * @param values parameters of the blueprint by name
 * @param left what has no counterpart, in sentences
 */
record Likeness(Map<String, String> values, List<String> left) {

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("GitlabUrl", "GitlabUrl"),
			Map.entry("VpcId", "VpcId"), Map.entry("SubnetId", "SubnetIds"),
			Map.entry("ManagerKeyPair", "ManagerKeyPair"), Map.entry("CacheExpirationInDays", "CacheExpirationInDays"),
			Map.entry("ManagerInstanceType", "ManagerInstanceType"), Map.entry("GitlabDockerImage", "DockerImage"),
			Map.entry("GitlabMaxBuilds", "MaxBuildsPerWorker"),
			Map.entry("GitlabMaxConcurrentBuilds", "MaxConcurrentBuilds"),
			Map.entry("GitlabCheckInterval", "CheckInterval"), Map.entry("GitlabIdleCount", "IdleCount"),
			Map.entry("GitlabIdleTime", "IdleTime"), Map.entry("GitlabOffPeakTimezone", "Timezone"),
			Map.entry("GitlabOffPeakIdleCount", "OffPeakIdleCount"),
			Map.entry("GitlabOffPeakIdleTime", "OffPeakIdleTime"),
			Map.entry("GitlabRunnerInstanceType", "WorkerInstanceType"));

	private static final String SPOT = "GitLabRunnerSpotInstance";

	/**
	 * What a fleet like it would be launched with.
	 * @param old the stack's parameters
	 * @param blueprint the blueprint of the new fleet, the one with the group of workers
	 */
	static Likeness of(Map<String, String> old, Blueprint blueprint) {
		Map<String, String> values = new LinkedHashMap<>();
		List<String> left = new ArrayList<>();
		Map<String, String> meant = new LinkedHashMap<>();
		old.forEach((name, value) -> {
			if (NAMES.containsKey(name)) {
				meant.put(NAMES.get(name), value);
			}
		});
		if (old.getOrDefault(SPOT, "").equals("Yes")) {
			meant.put("OnDemandPercentage", "0");
			meant.put("SpotMaxPrice", old.getOrDefault("SpotInstancePrice", ""));
		}
		for (TemplateParameter parameter : blueprint.template().parameters()) {
			String value = meant.get(parameter.name());
			if (value != null && parameter.violation(value).isEmpty()) {
				values.put(parameter.name(), value);
			}
			else if (value != null) {
				left.add("%s: “%s” is not taken any more.".formatted(parameter.label(), value));
			}
		}
		left.add("The token: make a new runner, as registration tokens are on their way out.");
		left.add("The manager's image: a new manager runs the current Amazon Linux.");
		left.add("The cache: a new fleet has a bucket of its own and begins with an empty one.");
		left.add("The times of off-peak, which were fixed: see the working hours.");
		left.add("Privileged jobs with the Docker socket: both are off unless you switch them on.");
		return new Likeness(values, left);
	}

}
