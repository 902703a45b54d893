package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** The scripts that people have manager and workers run when they boot. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class OwnScriptsTest {

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@Test
	void theManagerRunsOneOnceForEachText() throws Exception {
		place("echo \"it's $0 ${HOME}\" >>" + this.root + "/ran");
		this.manager.installAgent();
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.path("ran")).content().containsOnlyOnce("it's " + this.root);
		assertThat(this.manager.story()).contains("boot-script done: running the boot script\n");
		assertThat(this.manager.log()).containsSubsequence("amazon-cloudwatch-agent-ctl",
				"dnf install -y gitlab-runner");
		place("#!/usr/bin/env python3\nopen('" + this.root + "/ran', 'a').write('another')");
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.path("ran")).content().endsWith("another");
	}

	@Test
	void oneThatFailsIsToldWithItsLastWordsAndTriedAgain() throws Exception {
		place("echo \"no such package\" >&2; [ -e " + this.root + "/mended ] || exit 3");
		this.manager.installAgent();
		assertThat(this.manager.run("prepare")).isEqualTo(3);
		assertThat(this.manager.story()).contains("boot-script told: the boot script ended with 3: no such package\n",
				"boot-script failed: running the boot script\n");
		assertThat(this.manager.log()).doesNotContain("dnf install -y gitlab-runner");
		Files.createFile(this.root.resolve("mended"));
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.log()).contains("dnf install -y gitlab-runner");
	}

	@Test
	void theManagerFetchesOneFromItsPlaceWithARightToThatAlone() throws Exception {
		RenderedBlueprint fleet = fleet("ManagerBootScript", "s3://acme-ci/fleets/boot.sh");
		assertThat(reads(fleet)).containsExactly("arn:aws:s3:::acme-ci/fleets/boot.sh");
		this.manager.place(fleet);
		this.manager.installAgent();
		this.manager.stub("aws", """
				if [ "$1" = s3 ]; then
				  if [ -n "${REFUSED:-}" ]; then echo 'fatal error: 403' >&2; exit 1; fi
				  echo "echo fetched >>%s/ran" >"$5"
				fi""".formatted(this.root));
		this.manager.environment.put("REFUSED", "yes");
		assertThat(this.manager.run("prepare")).isEqualTo(1);
		assertThat(this.manager.story()).contains("boot-script told: the boot script ended with 1: fatal error: 403");
		this.manager.environment.remove("REFUSED");
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.run("prepare")).isZero();
		assertThat(this.manager.path("ran")).hasContent("fetched");
	}

	@Test
	void otherwiseTheManagersRoleReadsNothingElse() {
		for (String script : List.of("", "curl https://example.com/ #s3://a/b", "#!/bin/sh\n# s3://a/b")) {
			assertThat(reads(fleet("ManagerBootScript", script))).isEmpty();
		}
	}

	@Test
	void aWorkerFetchesOneWithItsOwnRole() throws Exception {
		RenderedBlueprint fleet = fleet("WorkerBootScript", "s3://acme-ci/worker.sh");
		String fetched = boot(fleet, "aws() { echo \"$*\"; echo 'touch " + this.root + "/ran' >\"$4\"; }\n");
		assertThat(fetched).contains("s3 cp s3://acme-ci/worker.sh").doesNotContain("docker.socket");
		assertThat(this.root.resolve("ran")).exists();
		assertThat(boot(fleet, "aws() { return 1; }\n")).contains("mask --now docker.socket docker");
	}

	/** Whatever quotes and dollars it has. */
	@Test
	void aWorkerRunsOneAndTakesNoJobsWhenItFails() throws Exception {
		String script = "cd " + this.root + "; echo 'it''s' \"${HOME:+at} $(echo home)\" `echo é` >ran; exit 4";
		assertThat(boot(fleet("WorkerBootScript", script), "")).contains("mask --now docker.socket docker");
		assertThat(this.root.resolve("ran")).hasContent("its at home é");
		assertThat(boot(fleet("WorkerBootScript", script.replace("exit 4", "exit 0")), ""))
			.doesNotContain("docker.socket");
		assertThat(boot(fleet("WorkerBootScript", ""), "")).doesNotContain("docker.socket");
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3://acme-ci", "s3://acme-ci/", "s3://acme-ci/*", "s3://Acme/boot.sh",
			"s3:acme-ci/boot.sh", "s3://acme-ci/boot.sh\nreboot" })
	void refusesWhatIsNoAddress(String address) {
		assertThat(fleet("ManagerBootScript", address).violations()).hasSize(1);
		assertThat(fleet("WorkerBootScript", address).violations()).hasSize(1);
	}

	private String boot(RenderedBlueprint fleet, String stubs) throws IOException, InterruptedException {
		return WorkerMachine.boot(fleet, this.root, """
				command() { return 0; }
				systemctl() { echo "$*"; }
				lsblk() { return 0; }
				usermod() { return 0; }
				""" + stubs);
	}

	private void place(String script) throws IOException {
		RenderedBlueprint fleet = fleet("ManagerBootScript", script);
		assertThat(fleet.violations()).isEmpty();
		this.manager.place(fleet);
	}

	private static RenderedBlueprint fleet(String parameter, String value) {
		return RenderedBlueprint.of("docker-autoscaler", Map.of(parameter, value));
	}

	private static List<Object> reads(RenderedBlueprint fleet) {
		return fleet.statements()
			.stream()
			.filter((statement) -> list(at(statement, "Action")).contains("secretsmanager:GetSecretValue"))
			.flatMap((statement) -> list(at(statement, "Resource")).stream())
			.filter((resource) -> !resource.equals("RunnerTokenSecret"))
			.toList();
	}

}
