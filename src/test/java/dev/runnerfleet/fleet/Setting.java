package dev.runnerfleet.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A line of {@code settings.txt}.
 *
 * @param parameter the parameter
 * @param blueprint the blueprint
 * @param value what somebody enters
 * @param others what else they enter, by parameter
 * @param taken whether it is taken
 * @param expected what the fleet gets, or a part of what is said instead
 */
record Setting(String parameter, String blueprint, String value, Map<String, String> others, boolean taken,
		String expected) {

	private static final List<String> BLUEPRINTS = List.of("docker-autoscaler", "docker-machine");

	static List<Setting> all() throws IOException {
		try (InputStream file = Setting.class.getResourceAsStream("/settings.txt")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.flatMap(Setting::read)
				.toList();
		}
	}

	private static Stream<Setting> read(String line) {
		String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
		String[] entered = cells[2].replace('␣', ' ').replace('⇥', '\t').split("; (?=\\w+=)");
		Map<String, String> others = new LinkedHashMap<>();
		for (int other = 1; other < entered.length; other++) {
			String[] pair = entered[other].split("=", 2);
			others.put(pair[0], pair[1]);
		}
		List<String> blueprints = cells[1].isEmpty() ? BLUEPRINTS : List.of(cells[1]);
		return blueprints.stream()
			.map((blueprint) -> new Setting(cells[0], blueprint, entered[0], others, cells[3].startsWith("="),
					cells[3].substring(1).strip()));
	}

	/** All that is entered, by parameter. */
	Map<String, String> entered() {
		Map<String, String> entered = new LinkedHashMap<>(this.others);
		entered.put(this.parameter, this.value);
		return entered;
	}

	/** The field as the API names it. */
	String apiField() {
		return this.parameter.equals("GitlabUrl") ? "gitlabUrl" : "parameters." + this.parameter;
	}

}
