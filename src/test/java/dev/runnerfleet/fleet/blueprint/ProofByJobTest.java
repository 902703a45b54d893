package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tomlj.TomlTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a new manager makes of GitLab Runner's boot verification, which is experimental:
 * it may tell a lot, and break nothing.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ProofByJobTest {

	private static final String COMPLETE = "\u001b[0;mBoot-verify canary complete  \u001b[0;m duration_s=93.1";

	private static final String FAILED = """
			\u001b[0;mRunning boot-verify canary\u001b[0;m runners=1
			\u001b[31;1mERROR: Boot-verify build output:
			Pulling docker image alpine:latest ...
			ERROR: Job failed: failed to pull image "alpine:latest": toomanyrequests glrt-abcdefghijklmnopqrst
			\u001b[31;1mERROR: Boot-verify canary failed, draining and exiting\u001b[0;m error=build.Run
			""";

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@Test
	void isAskedForAtTheFirstStartAlone() throws Exception {
		start();
		TomlTable runner = this.manager.runner();
		assertThat(runner.getBoolean("experimental.boot_verify.enabled")).isTrue();
		assertThat(runner.getString("experimental.boot_verify.timeout")).isEqualTo("10m");
		assertThat(runner.getString("autoscaler.plugin_config.name")).isEqualTo("WorkerGroup");
		assertThat(this.manager.log()).contains("--unit=runner-fleet-prove");
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().keySet()).doesNotContain("experimental");
		assertThat(this.manager.runner().getString("autoscaler.plugin_config.name")).isEqualTo("WorkerGroup");
	}

	/** As the runner writes its configuration when it has renewed its token. */
	@Test
	void isTakenOutWhereverTheRunnerPutsIt() throws Exception {
		start();
		String text = Files.readString(this.manager.config());
		int section = text.indexOf("[runners.experimental");
		Files.writeString(this.manager.config(), text.substring(0, section).replace("[runners.docker]", """
				  [runners.experimental]
				    [runners.experimental.boot_verify]
				      enabled = true
				      timeout = "10m0s"
				[runners.docker]"""));
		assertThat(this.manager.runner().getBoolean("experimental.boot_verify.enabled")).isTrue();
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.config()).hasContent(text.substring(0, section));
	}

	@Test
	void isNotAskedForWhereNobodyWantsIt() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of("ProveWithJob", "false")));
		this.manager.boot();
		assertThat(this.manager.runner().keySet()).doesNotContain("experimental");
		assertThat(this.manager.log()).doesNotContain("runner-fleet-prove");
	}

	@Test
	void isNotAskedForByAChange() throws Exception {
		start();
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of("IdleCount", "7")));
		this.manager.forgetLog();
		assertThat(this.manager.run("update")).isZero();
		this.manager.change("glrt-" + "y".repeat(20));
		assertThat(this.manager.runner().keySet()).doesNotContain("experimental");
		assertThat(this.manager.log()).doesNotContain("runner-fleet-prove");
	}

	@Test
	void isProvenByAJob() throws Exception {
		start();
		says(COMPLETE);
		assertThat(prove()).isEqualTo("prove proven: a first job has run on a worker");
		assertThat(this.manager.log()).doesNotContain("restart");
	}

	@ParameterizedTest
	@CsvSource({ "404, ''", "200, ''", "200, Running boot-verify something new" })
	void isUnknownToARunnerThatIsReadyWithoutIt(String ready, String log) throws Exception {
		start();
		says(log);
		this.manager.environment.put("READY", ready);
		assertThat(prove()).startsWith("prove unknown: ");
		assertThat(this.manager.log()).doesNotContain("restart");
	}

	@Test
	void isUnprovenWithTheLastWordsOfTheWorkerAndTheRunnerStartsWithoutIt() throws Exception {
		start();
		says(FAILED);
		this.manager.environment.put("READY", "000");
		Files.writeString(this.manager.path("deaths"), "1\n");
		assertThat(prove()).startsWith("prove unproven: a first job could not run: ")
			.contains("failed to pull image \"alpine:latest\": toomanyrequests ***", "Boot-verify canary failed")
			.doesNotContain("abcdefgh", "[31;1m");
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().keySet()).doesNotContain("experimental");
	}

	/** Systemd has just done it, and the runner is about to take jobs. */
	@Test
	void doesNotRestartARunnerThatHasBeenRestarted() throws Exception {
		start();
		says(FAILED);
		this.manager.environment.put("READY", "000");
		Files.writeString(this.manager.path("deaths"), "1\n");
		Files.writeString(this.manager.path("starts"), "the first\nanother\n");
		assertThat(prove()).startsWith("prove unproven: ");
		assertThat(this.manager.log()).doesNotContain("restart");
	}

	/** Systemd has started the runner again, without the proof. */
	@Test
	void isUnprovenWhenTheRunnerIsReadyAfterAFailure() throws Exception {
		start();
		says(FAILED);
		assertThat(prove()).startsWith("prove unproven: ");
		assertThat(this.manager.log()).doesNotContain("restart");
	}

	@Test
	void endsAfterAQuarterOfAnHour() throws Exception {
		start();
		this.manager.environment.put("READY", "503");
		assertThat(prove()).startsWith("prove unproven: ");
		assertThat(this.manager.log().lines().filter("sleep 5"::equals)).hasSize(15 * 60 / 5);
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
	}

	@Test
	void breaksNoLaunch() throws Exception {
		this.manager.environment.put("BROKEN", "systemd-run");
		Files.writeString(this.manager.path("deaths"), "1\n");
		start();
		assertThat(this.manager.story()).contains("start unproven: ");
		assertThat(this.manager.log()).contains("systemctl enable --now cfn-hup");
		assertThat(this.manager.log().lines().filter("systemctl restart gitlab-runner"::equals)).hasSize(2);
	}

	@Test
	void doesNotHideARunnerThatCannotStartAtAll() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.installAgent();
		Files.writeString(this.manager.path("deaths"), "1\n2\n");
		assertThat(this.manager.run("create")).isNotZero();
		assertThat(this.manager.story()).endsWith("start failed: starting GitLab Runner\n");
	}

	private void start() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.boot();
	}

	/** The last line of a proof. */
	private String prove() throws Exception {
		this.manager.forgetLog();
		assertThat(this.manager.run("prove")).isZero();
		return this.manager.story().lines().reduce((first, last) -> last).orElseThrow();
	}

	private void says(String log) throws IOException {
		Files.writeString(this.manager.path("var/log/gitlab-runner.log"), log + "\n", StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

}
