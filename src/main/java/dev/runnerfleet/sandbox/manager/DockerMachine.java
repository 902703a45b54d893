package dev.runnerfleet.sandbox.manager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.sandbox.account.TemplateValues;

/**
 * How a manager makes workers of its own, as its configuration tells docker-machine.
 *
 * @param type the workers' instance type
 * @param subnetId where they run
 * @param tags the tags they get
 * @param group the security group that they are in, blank where nobody said
 * @param max how many there are at most
 */
public record DockerMachine(String type, String subnetId, Map<String, String> tags, String group, int max) {

	private static final Pattern LIMIT = Pattern.compile("(?m)^\\s*limit = (\\d{1,6})$");

	/** Reads it from a manager's metadata, empty if its workers are not its own. */
	public static Optional<DockerMachine> of(Map<String, Object> metadata) {
		Map<String, Object> settings = ManagerSettings.file(metadata);
		if (!settings.isEmpty()) {
			return settings.containsKey("DockerMachineVersion") ? Optional.of(told(settings)) : Optional.empty();
		}
		String text = String.join("\n", TemplateValues.texts(metadata).toList());
		String type = option(text, "instance-type");
		if (type.isEmpty()) {
			return Optional.empty();
		}
		Map<String, String> pairs = new LinkedHashMap<>();
		String[] parts = option(text, "tags").split(",");
		for (int i = 0; i + 1 < parts.length; i += 2) {
			pairs.put(parts[i], parts[i + 1]);
		}
		Matcher limit = LIMIT.matcher(text);
		return Optional.of(new DockerMachine(type, option(text, "subnet-id"), pairs, option(text, "security-group"),
				limit.find() ? Integer.parseInt(limit.group(1)) : 10));
	}

	private static DockerMachine told(Map<String, Object> settings) {
		Map<String, String> tags = new LinkedHashMap<>(Map.of("runner-fleet", text(settings, "StackName")));
		for (String name : List.of("WorkerTag", "WorkerTag2")) {
			String[] tag = text(settings, name).split("=", 2);
			if (tag.length == 2) {
				tags.put(tag[0], tag[1]);
			}
		}
		String most = text(settings, "MaxConcurrentBuilds");
		return new DockerMachine(text(settings, "WorkerInstanceType"), text(settings, "Subnet"), tags, "",
				most.matches("\\d{1,6}") ? Integer.parseInt(most) : 10);
	}

	private static String text(Map<String, Object> settings, String name) {
		return Objects.toString(settings.get(name), "");
	}

	private static String option(String text, String name) {
		Matcher matcher = Pattern.compile("'amazonec2-" + name + "=([^']*)'").matcher(text);
		return matcher.find() ? matcher.group(1) : "";
	}

}
