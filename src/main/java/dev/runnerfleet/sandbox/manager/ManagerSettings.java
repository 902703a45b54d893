package dev.runnerfleet.sandbox.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.sandbox.account.TemplateValues;
import org.springframework.core.io.ClassPathResource;

/**
 * What a manager's template tells it.
 *
 * @param logGroup where it logs, blank if nowhere
 * @param gitlabUrl its GitLab
 * @param runnerVersion which runner it installs
 * @param usesDockerMachine whether it makes its workers itself
 */
record ManagerSettings(String logGroup, String gitlabUrl, String runnerVersion, boolean usesDockerMachine) {

	private static final List<String> NAMES = names();

	/** Reads them from a manager's metadata. */
	static ManagerSettings of(Map<String, Object> metadata) {
		Map<String, Object> settings = file(metadata);
		if (!settings.isEmpty()) {
			return new ManagerSettings("/runner-fleet/" + settings.get("StackName"),
					String.valueOf(settings.get("GitlabUrl")), String.valueOf(settings.get("RunnerVersion")),
					settings.containsKey("DockerMachineVersion"));
		}
		String text = String.join("\n", TemplateValues.texts(metadata).toList());
		return new ManagerSettings(value(text, "LOG_GROUP", ""), value(text, "GITLAB_URL", "https://gitlab.com/"),
				value(text, "RUNNER_VERSION", "latest"), text.contains("amazonec2-"));
	}

	/**
	 * What a manager's boot code is told, empty where that is part of the code itself.
	 */
	static Map<String, Object> file(Map<String, Object> metadata) {
		Map<String, Object> content = TemplateValues
			.map(TemplateValues.within(metadata, "/etc/runner-fleet/settings.json").get("content"));
		return content.containsKey("Values") ? named(TemplateValues.list(content.get("Values"))) : content;
	}

	/** A manager knows by their places what they are. */
	private static Map<String, Object> named(List<?> values) {
		Map<String, Object> named = new HashMap<>();
		for (int place = 0; place < Math.min(values.size(), NAMES.size()); place++) {
			named.put(NAMES.get(place), values.get(place));
		}
		return named;
	}

	private static List<String> names() {
		try {
			String code = new ClassPathResource("blueprints/boot/docker-autoscaler/opt/runner-fleet/executor.py")
				.getContentAsString(StandardCharsets.UTF_8);
			Matcher names = Pattern.compile("SETTINGS = \"{3}\\s+([^\"]+?)\\s+\"{3}").matcher(code);
			return names.find() ? List.of(names.group(1).split("\\s+")) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String value(String text, String name, String otherwise) {
		Matcher matcher = Pattern.compile("(?m)^%s=(\\S+)$".formatted(name)).matcher(text);
		return matcher.find() ? matcher.group(1) : otherwise;
	}

}
