package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.runnerfleet.fleet.blueprint.ManagerHost.RENEWED_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a token that the runner has renewed: it outlives the machine. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class TokenRenewalTest {

	private static final String OTHER_TOKEN = "glrt-" + "y".repeat(20);

	private static final String PUT = "put-secret-value";

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = host("first");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aRenewedTokenGoesIntoTheSecretOnce(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		assertThat(this.manager.run("keep")).isZero();
		assertThat(this.manager.log()).doesNotContain(PUT);
		this.manager.renew();
		assertThat(this.manager.run("keep")).isZero();
		assertThat(labels()).singleElement().satisfies((label) -> {
			assertThat(label).hasContent(RENEWED_TOKEN);
			assertThat(label.getFileName().toString()).matches("[0-9a-f]{64}");
		});
		assertThat(this.manager.lines()).last().satisfies((line) -> {
			assertThat(line).containsEntry("run", "renew").containsEntry("step", "secret");
			assertThat(line).containsEntry("outcome", "renewed");
			assertThat(line.get("words"))
				.isEqualTo("GitLab Runner has renewed its token until 2026-12-08T01:02:03Z, and the secret has it");
		});
		this.manager.forgetLog();
		assertThat(this.manager.run("keep")).isZero();
		assertThat(this.manager.log()).doesNotContain("aws");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aRenewedTokenIsInTheConfigurationAndTheSecretAlone(String blueprint) throws Exception {
		this.manager.stub("sed", "exec /usr/bin/env -i PATH=/usr/bin:/bin sed \"$@\"");
		boot(this.manager, blueprint);
		this.manager.renew();
		assertThat(this.manager.run("keep")).isZero();
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.log()).contains("sed ").doesNotContain(RENEWED_TOKEN, RenderedBlueprint.TOKEN);
		assertThat(this.manager.filesWith(RENEWED_TOKEN)).containsExactly("asked", "etc/gitlab-runner/config.toml");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aManagerThatTakesOverBeginsWithTheRenewedToken(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		this.manager.renew();
		assertThat(this.manager.run("keep")).isZero();
		ManagerHost second = host("second");
		second.environment.put("ANSWER", "{\"id\":42,\"token\":\"t\",\"token_expires_at\":\"2026-12-08T01:02:03Z\"}");
		boot(second, blueprint);
		assertThat(second.path("asked")).hasContent(RENEWED_TOKEN);
		assertThat(second.runner().getString("token")).isEqualTo(RENEWED_TOKEN);
		assertThat(second.story())
			.contains("verify told: GitLab has accepted the token, which expires at " + "2026-12-08T01:02:03Z\n");
		second.forgetLog();
		assertThat(second.run("keep")).isZero();
		assertThat(second.log()).doesNotContain("aws");
	}

	/** It stops as its successor starts, and tells the secret as its last act. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aTokenThatIsRenewedWhileTheNextManagerWaitsIsNotLost(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		ManagerHost second = host("second");
		second.place(RenderedBlueprint.of(blueprint, Map.of()));
		second.installAgent();
		assertThat(second.run("decide")).isZero();
		this.manager.renew();
		assertThat(this.manager.run("release")).isZero();
		second.environment.put("PREDECESSOR", "i-old");
		assertThat(second.run("start")).isZero();
		assertThat(second.run("swap")).isZero();
		assertThat(second.runner().getString("token")).isEqualTo(RENEWED_TOKEN);
	}

	/** Its replacement has been rolled back, and had renewed the token. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aManagerThatIsWokenTakesWhatItsReplacementHasRenewed(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		ManagerHost second = host("second");
		boot(second, blueprint);
		second.renew();
		assertThat(second.run("release")).isZero();
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().getString("token")).isEqualTo(RENEWED_TOKEN);
		assertThat(this.manager.runner().getLong("id")).isEqualTo(42);
		assertThat(this.manager.log()).doesNotContain(PUT);
		this.manager.forgetLog();
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.path("asked")).hasContent(RENEWED_TOKEN);
		assertThat(this.manager.log()).doesNotContain("--no-block", PUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aNewTokenOfTheStackHasTheLastWord(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		this.manager.renew();
		assertThat(this.manager.run("keep")).isZero();
		this.manager.change(OTHER_TOKEN);
		assertThat(this.manager.runner().getString("token")).isEqualTo(OTHER_TOKEN);
		assertThat(this.manager.run("keep")).isZero();
		assertThat(labels()).singleElement().satisfies((label) -> assertThat(label).hasContent(RENEWED_TOKEN));
		ManagerHost second = host("second");
		second.environment.put("SECRET", OTHER_TOKEN);
		boot(second, blueprint);
		assertThat(second.runner().getString("token")).isEqualTo(OTHER_TOKEN);
	}

	/** As where a boundary does not allow it. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aSecretThatTakesNothingIsToldOnceAndStopsNothing(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		this.manager.renew();
		this.manager.environment.put("BROKEN", PUT);
		assertThat(this.manager.run("keep")).isZero();
		assertThat(this.manager.run("keep")).isZero();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).containsOnlyOnce("which does not get into the secret")
			.endsWith(
					"settle in-force: the new values are in force\nsettle done: bringing the new values into force\n");
		this.manager.environment.remove("BROKEN");
		assertThat(this.manager.run("keep")).isZero();
		assertThat(labels()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theRunnerStartsThoughTheSecretCannotBeRead(String blueprint) throws Exception {
		boot(this.manager, blueprint);
		this.manager.environment.put("BROKEN", "secretsmanager");
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().getString("token")).isEqualTo(RenderedBlueprint.TOKEN);
		assertThat(this.manager.story())
			.endsWith("GitLab Runner starts with these values\nsettle done: " + "bringing the values into force\n");
	}

	/**
	 * To take it for a secret without a renewed token would mean to begin with a dead
	 * one.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aNewManagerDoesNotGuessWhatTheSecretHolds(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.environment.put("BROKEN", "--version-stage");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.path("asked")).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theReportKeepsTheTokenAndWaitsForItOnlySoLong(String blueprint) {
		assertThat(RenderedBlueprint.of(blueprint, Map.of()).file("/etc/systemd/system/runner-fleet-report.service"))
			.contains("ExecStartPre=-timeout 25 /opt/runner-fleet/fleet watch\n", "TimeoutStartSec=28\n");
	}

	private ManagerHost host(String name) throws IOException {
		ManagerHost host = new ManagerHost(Files.createDirectories(this.root.resolve(name)));
		host.environment.put("CLOUD", this.root.toString());
		return host;
	}

	private static void boot(ManagerHost host, String blueprint) throws Exception {
		host.place(RenderedBlueprint.of(blueprint, Map.of()));
		host.boot();
	}

	private List<Path> labels() throws IOException {
		try (var labels = Files.list(this.root.resolve("labels"))) {
			return labels.toList();
		}
	}

}
