package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A process in the runner's place holds a job while the manager's stack changes. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class RunningJobTest {

	@TempDir
	private Path root;

	private ManagerHost manager;

	private Process job;

	@BeforeEach
	void aJobRuns() throws IOException {
		this.manager = new ManagerHost(this.root);
		this.job = new ProcessBuilder("sleep", "600").start();
		this.manager.stub("systemctl", """
				case "$*" in
				  *MainPID*) echo %d ;;
				  *InvocationID*) echo 1 ;;
				esac""".formatted(this.job.pid()));
	}

	@AfterEach
	void ends() {
		this.job.destroyForcibly();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void noChangeEndsIt(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.forgetLog();
		for (Map<String, String> change : List.of(Map.of("IdleCount", "7"), Map.of("MaxConcurrentBuilds", "99"),
				Map.of("GitlabUrl", "https://gitlab.example.com/"), Map.of("LogRetentionInDays", "7"))) {
			this.manager.place(RenderedBlueprint.of(blueprint, change));
			assertThat(this.manager.run("update")).isZero();
			assertThat(this.job.isAlive()).as(change.toString()).isTrue();
		}
		this.manager.environment.put("SECRET", "glrt-" + "y".repeat(20));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.job.isAlive()).isTrue();
		// systemd sends SIGQUIT, at which the runner finishes its jobs; nothing here ends
		// anything.
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner")
			.doesNotContain("stop gitlab-runner", "terminate-instances");
		assertThat(Files.readString(Path
			.of("src/main/resources/blueprints/boot/shared/etc/systemd/system/gitlab-runner.service.d/fleet.conf")))
			.contains("KillSignal=SIGQUIT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theEndOfTheManagerTellsIt(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		assertThat(this.job.isAlive()).isTrue();
		this.manager.run("release");
		assertThat(this.job.waitFor(1, TimeUnit.MINUTES)).isTrue();
	}

}
