package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes the configurations that {@code .ci/check-runner-configurations} lets GitLab
 * Runner's own loader read.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class RunnerConfigurationsTest {

	private static final Path FOLDER = Path.of("target", "runner-configurations");

	@TempDir
	private Path root;

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void everyParameterHasEdges(String name) {
		assertThat(Edges.unknown(name)).as("name them in Edges").isEmpty();
	}

	@Test
	void hundredsOfFleetsAreReadAsTomlAndLeftForTheRunner() throws Exception {
		Map<String, RenderedBlueprint> fleets = new LinkedHashMap<>();
		Stream.of("docker-autoscaler", "docker-machine")
			.flatMap((name) -> Stream.concat(Edges.alone(name), Edges.together(name)))
			.forEach((fleet) -> fleets.putIfAbsent(fleet.settings(), fleet));
		RunnerConfigTest.fleets().forEach((fleet) -> fleets.putIfAbsent(fleet.settings(), fleet));
		assertThat(fleets.size()).isGreaterThanOrEqualTo(300);
		assertThat(fleets.values().stream().flatMap((fleet) -> fleet.violations().stream()).distinct()).isEmpty();
		fleets.values().parallelStream().forEach(RenderedBlueprint::config);
		FileSystemUtils.deleteRecursively(FOLDER);
		Files.createDirectories(FOLDER);
		int number = 0;
		for (RenderedBlueprint fleet : fleets.values()) {
			assertThat(RenderedBlueprint.runner(fleet.config()).getString("token")).isEqualTo("@RUNNER_TOKEN@");
			leave("%03d".formatted(number++), fleet, fleet.file("/etc/runner-fleet/config.toml"));
		}
	}

	/** What is in force has more lines: who the runner is, and the proof by a job. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void whatAManagerHasInForceIsLeftForTheRunner(String name) throws Exception {
		RenderedBlueprint fleet = RenderedBlueprint.of(name, Map.of());
		ManagerHost manager = new ManagerHost(this.root);
		manager.environment.put("ANSWER", "{\"id\": 42, \"token_expires_at\": \"2026-12-08T01:02:03.456Z\"}");
		manager.place(fleet);
		manager.boot();
		assertThat(manager.runner().getLong("id")).isEqualTo(42);
		Files.createDirectories(FOLDER);
		leave("booted", fleet, Files.readString(manager.config()));
	}

	private static void leave(String name, RenderedBlueprint fleet, String config) throws IOException {
		Path file = FOLDER.resolve(fleet.name() + "-" + name + ".toml");
		Files.writeString(file, config);
		Files.writeString(FOLDER.resolve(fleet.name() + "-" + name + ".json"), fleet.settings());
	}

}
