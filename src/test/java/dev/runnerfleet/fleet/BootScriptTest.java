package dev.runnerfleet.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

import static dev.runnerfleet.fleet.RenderedBlueprint.runner;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manager's own script, run for real in a directory of its own: the commands of a
 * manager stand there as stubs that write down how they are called.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class BootScriptTest {

	private static final String HOSTILE = "A=$(touch owned) `touch owned` \"${HOME}\" & \\1 @RUNNER_TOKEN@ 'amazonec2-zone=@ZONE@'";

	@TempDir
	private Path root;

	private Path config;

	@BeforeEach
	void installStubs() throws IOException {
		this.config = this.root.resolve("etc/gitlab-runner/config.toml");
		stub("aws", """
				case "$*" in
				  secretsmanager*) echo '%s' ;;
				  ssm*) echo ami-0123456789abcdef0 ;;
				  *logical-id*running*) echo "${PREDECESSOR:-}" ;;
				  *logical-id*stopped*) echo "${STOPPED:-}" ;;
				  *describe-auto-scaling-groups* | *iam-instance-profile.arn*) echo i-worker1 i-worker2 ;;
				esac""".formatted(RenderedBlueprint.TOKEN));
		stub("gitlab-runner", """
				if [ "$1" = verify ]; then exit "${VERIFY_STATUS:-0}"; fi
				if [ "$1" = --version ]; then echo 19.4.0; fi""");
		stub("systemctl", "if [ \"$1\" = show ]; then echo 0; fi");
		stub("sleep", "");
		stub("curl", "case \"$*\" in *availability-zone) echo eu-central-1b ;; esac");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void writesTheTokenIntoTheConfigurationAndNowhereElse(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of("Environment", HOSTILE)));
		assertThat(run("apply")).isZero();
		assertThat(runner(Toml.parse(this.config)).getString("token")).isEqualTo(RenderedBlueprint.TOKEN);
		assertThat(runner(Toml.parse(this.config)).getArray("environment").getString(0)).isEqualTo(HOSTILE);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.config))).isEqualTo("rw-------");
		assertThat(log()).contains("gitlab-runner verify").doesNotContain(RenderedBlueprint.TOKEN);
		assertThat(this.root.resolve("owned")).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void keepsTheOldConfigurationWhenGitlabRefusesTheToken(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of()));
		run("apply");
		String before = Files.readString(this.config);
		place(RenderedBlueprint.of(blueprint, Map.of("MaxConcurrentBuilds", "99")));
		assertThat(run("apply", "VERIFY_STATUS", "1")).isNotZero();
		assertThat(this.config).hasContent(before);
		assertThat(this.root.resolve("var/lib/runner-fleet/step")).content().contains("verify the runner token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void restartsTheRunnerForItsAddressButNotForItsSchedule(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of()));
		run("apply");
		assertThat(run("start")).isZero();
		place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7", "Environment", "A=b")));
		run("apply");
		assertThat(log()).doesNotContain("--no-block");
		place(RenderedBlueprint.of(blueprint, Map.of("GitlabUrl", "https://gitlab.example.com/")));
		run("apply");
		assertThat(log()).contains("systemctl restart --no-block gitlab-runner");
	}

	@ParameterizedTest
	@ValueSource(strings = "docker-machine")
	void placesMachinesInTheManagersZone(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of("Environment", HOSTILE)));
		run("apply");
		assertThat(runner(Toml.parse(this.config)).getArray("machine.MachineOptions").toList())
			.contains("amazonec2-zone=b", "amazonec2-ami=ami-0123456789abcdef0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void stopsTheManagerItReplacesBeforeItStarts(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of()));
		run("apply");
		assertThat(run("start", "PREDECESSOR", "i-old")).isZero();
		assertThat(log()).containsSubsequence("ec2 stop-instances --instance-ids i-old",
				"ec2 wait instance-stopped --instance-ids i-old", "systemctl restart gitlab-runner");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void leavesNoWorkerBehindAtShutdown(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(run("release")).isZero();
		assertThat(log()).containsPattern("terminate-instance.*i-worker1")
			.containsPattern("terminate-instance.*i-worker2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void wakesTheManagerItReplacedWhenItIsRolledBack(String blueprint) throws Exception {
		place(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(run("release", "STOPPED", "i-old")).isZero();
		assertThat(log()).contains("ec2 start-instances --instance-ids i-old");
		Files.delete(this.root.resolve("log"));
		assertThat(run("release")).isZero();
		assertThat(log()).doesNotContain("start-instances");
	}

	private void place(RenderedBlueprint fleet) throws IOException {
		for (String file : new String[] { "/etc/runner-fleet/environment", "/etc/runner-fleet/config.toml",
				"/opt/runner-fleet/fleet" }) {
			Path path = this.root.resolve(file.substring(1));
			Files.createDirectories(path.getParent());
			String content = fleet.file(file);
			Files.writeString(path, file.endsWith("fleet") ? inRoot(content) : content);
		}
	}

	private String inRoot(String script) {
		return script.replaceAll("(?<![\\w/])/(etc|var|root)/", this.root + "/$1/");
	}

	private int run(String step, String... environment) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", this.root.resolve("opt/runner-fleet/fleet").toString(),
				step);
		builder.directory(this.root.toFile()).redirectErrorStream(true);
		builder.redirectOutput(ProcessBuilder.Redirect.appendTo(this.root.resolve("log").toFile()));
		builder.environment().put("PATH", this.root.resolve("bin") + ":" + System.getenv("PATH"));
		for (int i = 0; i < environment.length; i += 2) {
			builder.environment().put(environment[i], environment[i + 1]);
		}
		Process process = builder.start();
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	private String log() throws IOException {
		return Files.readString(this.root.resolve("log"));
	}

	private void stub(String name, String body) throws IOException {
		Path stub = this.root.resolve("bin").resolve(name);
		Files.createDirectories(stub.getParent());
		Files.writeString(stub, "#!/bin/bash\necho \"%s $*\" >>%s/log\n%s\n".formatted(name, this.root, body));
		Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwx------"));
	}

}
