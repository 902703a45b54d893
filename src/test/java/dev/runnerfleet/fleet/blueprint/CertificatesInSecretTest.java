package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that stand in a secret reach all that those in the form reach, though
 * workers may read no secret.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class CertificatesInSecretTest {

	private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ca-AbCdEf";

	private static final String ONE = "-----BEGIN CERTIFICATE-----\n" + "QUJD".repeat(16)
			+ "\n-----END CERTIFICATE-----\n";

	private static final String TWO = ONE + ONE.replace("QUJD", "REVG");

	private static final String ANCHOR = "etc/pki/ca-trust/source/anchors/runner-fleet.crt";

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void place() throws Exception {
		this.manager = new ManagerHost(this.root);
		this.manager.stub("aws", """
				case "$*" in
				  *LaunchTime*) cat var/lib/cloud/data/instance-id ;;
				  *--version-stage*) echo 'An error occurred (ResourceNotFoundException)' >&2; exit 254 ;;
				  *secret:ca*) echo "$PEM" ;;
				  secretsmanager*) echo %s ;;
				esac""".formatted(RenderedBlueprint.TOKEN));
		this.manager.environment.put("PEM", "# Acme's own\r\n" + TWO.replace("\n", "\r\n"));
		RenderedBlueprint fleet = fleet();
		assertThat(fleet.violations()).isEmpty();
		this.manager.place(fleet);
	}

	@Test
	void theManagerTrustsThemBeforeItAsksAnybody() throws Exception {
		this.manager.boot();
		assertThat(this.manager.path(ANCHOR)).hasContent(TWO);
		assertThat(this.manager.path("etc/runner-fleet/authorities.crt")).hasContent(TWO);
		assertThat(this.manager.runner().getString("tls-ca-file")).endsWith("/etc/runner-fleet/authorities.crt");
		assertThat(this.manager.log()).containsSubsequence("update-ca-trust", "gitlab-runner verify");
		assertThat(fleet().file("/etc/runner-fleet/environment")).contains("AWS_CA_BUNDLE=");
	}

	@Test
	void itHandsThemToEachWorkerBeforeItsFirstJob() throws Exception {
		this.manager.boot();
		assertThat(ready("")).containsSubsequence("update-ca-trust", "systemctl restart docker",
				"systemctl is-active --quiet docker");
		assertThat(this.root.resolve("worker/" + ANCHOR)).hasContent(TWO);
	}

	@Test
	void aWorkerOfDebianHasAnotherPlaceForThem() throws Exception {
		this.manager.boot();
		assertThat(ready("/pki")).contains("update-ca-certificates");
		assertThat(this.root.resolve("worker/usr/local/share/ca-certificates/runner-fleet.crt")).hasContent(TWO);
	}

	@Test
	void aWorkerWhoseDockerDoesNotComeBackTakesNoJobs() throws Exception {
		this.manager.boot();
		this.manager.environment.put("BROKEN_DOCKER", "yes");
		assertThat(this.manager.execute("bash", "-c", command(""))).isNotZero();
	}

	@Test
	void otherCertificatesInItComeIntoForceOnceJobsEnd() throws Exception {
		this.manager.boot();
		this.manager.forgetLog();
		assertThat(this.manager.run("resume")).isZero();
		assertThat(this.manager.log()).doesNotContain("update-ca-trust", "restart");
		this.manager.environment.put("PEM", ONE);
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains("update-ca-trust", "systemctl restart --no-block gitlab-runner");
		assertThat(this.manager.path(ANCHOR)).hasContent(ONE);
	}

	@Test
	void aSecretWithoutCertificatesChangesNothing() throws Exception {
		this.manager.boot();
		this.manager.environment.put("PEM", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----");
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains("authorities told: the secret has no -----BEGIN CERTIFICATE-----",
				"authorities not-in-force: ");
		assertThat(this.manager.path("etc/runner-fleet/authorities.crt")).hasContent(TWO);
		assertThat(this.manager.filesWith("hunter2")).isEmpty();
	}

	@Test
	void onlyTheManagersRoleReadsTheSecretAndUserDataHasNoPartOfIt() throws Exception {
		assertThat(fleet().statements())
			.filteredOn((statement) -> list(at(statement, "Action")).contains("secretsmanager:GetSecretValue"))
			.singleElement()
			.satisfies((statement) -> assertThat(list(at(statement, "Resource"))).containsExactly("RunnerTokenSecret",
					SECRET));
		String booted = WorkerMachine.boot(fleet(), this.root, """
				command() { return 0; }
				systemctl() { echo "$*"; }
				lsblk() { return 0; }
				usermod() { return 0; }
				update-ca-trust() { echo trusted; }
				""");
		assertThat(booted).doesNotContain("trusted");
	}

	/** Runs what the runner has a new worker run, and says what that called. */
	private String ready(String without) throws IOException, InterruptedException {
		this.manager.forgetLog();
		assertThat(this.manager.execute("bash", "-c", command(without))).isZero();
		return this.manager.log();
	}

	private String command(String without) throws IOException {
		Path worker = this.root.resolve("worker");
		Files.createDirectories(worker.resolve(without.isEmpty() ? "etc/pki/ca-trust/source/anchors" : "etc"));
		Files.createDirectories(worker.resolve("usr/local/share/ca-certificates"));
		this.manager.stub("sudo", "\"$@\"");
		this.manager.stub("cloud-init", "");
		this.manager.stub("update-ca-certificates", "");
		this.manager.stub("systemctl", "[ -z \"${BROKEN_DOCKER:-}\" ]");
		String command = this.manager.runner().getString("autoscaler.instance_ready_command");
		assertThat(command.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(128 * 1024);
		return command.replace("=/etc/", "=" + worker + "/etc/").replace("=/usr/", "=" + worker + "/usr/");
	}

	private static RenderedBlueprint fleet() {
		return RenderedBlueprint.of("docker-autoscaler", Map.of("CertificateAuthorities", SECRET));
	}

}
