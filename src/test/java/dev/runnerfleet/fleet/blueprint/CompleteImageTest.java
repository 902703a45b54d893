package dev.runnerfleet.fleet.blueprint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A fleet whose image brings everything downloads nothing when it boots. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class CompleteImageTest {

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void place() throws Exception {
		this.manager = new ManagerHost(this.root);
	}

	@Test
	void aManagerAsksForNothingButAwsAndGitLab() throws Exception {
		this.manager.environment.put("INSTALLED", "amazon-cloudwatch-agent gitlab-runner");
		boot(Map.of());
		Files.delete(this.root.resolve("var/lib/runner-fleet/repository"));
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(commands("dnf")).isEmpty();
		assertThat(commands("curl"))
			.allMatch((command) -> command.contains("https://gitlab.com/api/v4/runners/verify"));
		assertThat(commands("aws")).isNotEmpty();
	}

	@Test
	void theVersionThatWasAskedForIsWhatCounts() throws Exception {
		this.manager.environment.put("INSTALLED", "amazon-cloudwatch-agent gitlab-runner gitlab-runner-19.4.0");
		boot(Map.of("RunnerVersion", "19.4.0"));
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(commands("dnf")).isEmpty();
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of("RunnerVersion", "19.4.1")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(commands("dnf")).containsExactly("dnf install -y gitlab-runner-19.4.1");
	}

	private void boot(Map<String, String> values) throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", values));
		this.manager.boot();
	}

	private List<String> commands(String name) throws Exception {
		return this.manager.log().lines().filter((line) -> line.startsWith(name + " ")).toList();
	}

}
