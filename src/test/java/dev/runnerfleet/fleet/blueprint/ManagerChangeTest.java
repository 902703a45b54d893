package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlTable;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a manager makes of a change of its stack: it decides, stops and swaps, in this
 * order.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ManagerChangeTest {

	private static final String OTHER_TOKEN = "glrt-" + "y".repeat(20);

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void givesTheRunnerItsNumberAndTheDatesOfItsToken(String blueprint) throws Exception {
		this.manager.environment.put("ANSWER",
				"{\"id\":4711,\"token\":\"t\",\"token_expires_at\":\"2027-01-02T03:04:05.678Z\"}");
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		TomlTable runner = this.manager.runner();
		assertThat(runner.getLong("id")).isEqualTo(4711);
		assertThat(runner.getOffsetDateTime("token_expires_at")).hasToString("2027-01-02T03:04:05.678Z");
		assertThat(runner.getOffsetDateTime("token_obtained_at")).isNotNull();
		this.manager.environment.put("ANSWER", "{\"id\":4712,\"token\":\"t\",\"token_expires_at\":null}");
		this.manager.change(OTHER_TOKEN);
		assertThat(this.manager.runner().getLong("id")).isEqualTo(4712);
		assertThat(this.manager.runner().keySet()).doesNotContain("token_expires_at", "token_obtained_at");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			docker-autoscaler, VERIFY_STATUS, 1
			docker-machine, VERIFY_STATUS, 1
			docker-autoscaler, CODE, 403
			docker-machine, CODE, 403
			docker-autoscaler, UNREACHABLE, yes
			docker-machine, UNREACHABLE, yes
			""")
	void keepsWhatIsInForceWhenGitlabDoesNotTakeTheToken(String blueprint, String cause, String value)
			throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		assertThat(this.manager.run("swap")).isZero();
		String before = Files.readString(this.manager.config());
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("MaxConcurrentBuilds", "99")));
		this.manager.environment.put(cause, value);
		this.manager.forgetLog();
		assertThat(this.manager.run("update")).isZero();
		this.manager.run("swap");
		assertThat(this.manager.config()).hasContent(before);
		assertThat(this.manager.log()).doesNotContain("systemctl restart", "dnf install");
		assertThat(this.manager.story()).contains(
				"verify failed: asking GitLab at https://gitlab.com/ to verify the runner token\n",
				"verify not-in-force: the manager failed while asking GitLab at"
						+ " https://gitlab.com/ to verify the runner token\n",
				"verify again: trying again in 2 minutes\n");
		assertThat(this.manager.filesWith(OTHER_TOKEN)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void bringsTheManagerOfAnOlderBlueprintOverBetweenJobs(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		String numberless = Files.readString(this.manager.config()).replaceAll("(?m)^id = .*\\R", "");
		Files.writeString(this.manager.config(), numberless);
		Files.writeString(this.manager.path("var/lib/runner-fleet/fingerprint"), "as version 1 took it");
		Files.delete(this.manager.path("var/lib/runner-fleet/secret"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
		assertThat(this.manager.config()).hasContent(numberless);
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().getLong("id")).isEqualTo(42);
	}

	@Test
	void tellsWhatGitlabSaid() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.environment.put("CODE", "403");
		this.manager.environment.put("ANSWER", "{\"message\":\"403 Forbidden\"}");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story())
			.contains("verify told: GitLab answered 403: {\"message\":\"403 Forbidden\"}\n");
		assertThat(this.manager.lines()).anySatisfy((line) -> assertThat(line.get("code")).isEqualTo(403));
		this.manager.environment.put("UNREACHABLE", "yes");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story()).contains("told: GitLab answered 000: curl: (6) Could not resolve host\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void tellsNoTokenThatGitlabRepeats(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		String plain = "p".repeat(20);
		this.manager.environment.put("SECRET", plain);
		this.manager.environment.put("CODE", "403");
		this.manager.environment.put("ANSWER", "x".repeat(190) + "token=" + plain + " token_" + OTHER_TOKEN + " glpat-"
				+ "q".repeat(20) + "\", \"why\": \"gone\"");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story()).contains("x".repeat(190) + "token=***").doesNotContain("pppp", "yyyy", "qqqq");
		this.manager.environment.put("ANSWER", "{\"error\": \"" + plain + " and " + OTHER_TOKEN + " are gone\"}");
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.story()).contains("{\"error\": \"*** and *** are gone\"}")
			.doesNotContain("pppp", "yyyy");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void triesAFailedChangeAgainLessAndLessOftenAndThenNoMore(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("CODE", "403");
		assertThat(IntStream.rangeClosed(1, 3).mapToObj(this::retryOf))
			.containsExactly("--on-active=2min fleet update 2", "--on-active=4min fleet update 3", "");
		assertThat(this.manager.lines()).filteredOn((line) -> line.get("outcome").equals("not-in-force"))
			.extracting((line) -> line.get("attempt") + ":" + line.get("run"))
			.containsExactly("1:update", "2:update", "3:update");
		assertThat(this.manager.story()).endsWith("verify given-up: waiting for the next change of the stack\n");
	}

	/** Such as one that the kernel ends for want of memory. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void triesAgainAfterAFailureBetweenTheSteps(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		Files.delete(this.manager.path("etc/runner-fleet/config.toml"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains(" not-in-force: ", " again: trying again in 2 minutes\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void reportsFromTheChangeOnThatBringsTheReport(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		assertThat(this.manager.log()).contains("systemctl enable --now runner-fleet-report.timer");
		this.manager.forgetLog();
		this.manager.environment.put("BROKEN", "runner-fleet-report.timer");
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains("systemctl enable --now runner-fleet-report.timer")
			.doesNotContain("restart");
		assertThat(this.manager.story()).endsWith("settle done: bringing the new values into force\n");
	}

	/** A restart by chance would bring half a change into force. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void forgetsWhatGitlabHasAcceptedWhenTheRestOfTheChangeFails(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("BROKEN", "put-retention-policy");
		this.manager.change(OTHER_TOKEN);
		assertThat(this.manager.runner().getString("token")).isEqualTo(TOKEN);
		assertThat(this.manager.story()).contains("retention not-in-force: ", "retention again: ");
	}

	/** The change before it has been accepted, and waits for jobs to end. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void keepsWhatWaitsForJobsToEndWhenTheNextChangeFails(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("SECRET", OTHER_TOKEN);
		assertThat(this.manager.run("update")).isZero();
		this.manager.environment.put("CODE", "403");
		this.manager.change("glrt-" + "w".repeat(20));
		assertThat(this.manager.runner().getString("token")).isEqualTo(OTHER_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aRightChangeAfterAWrongOneComesIntoForce(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("CODE", "403");
		this.manager.change(OTHER_TOKEN);
		this.manager.environment.remove("CODE");
		this.manager.change(OTHER_TOKEN);
		assertThat(this.manager.runner().getString("token")).isEqualTo(OTHER_TOKEN);
		assertThat(this.manager.log()).contains("systemctl stop runner-fleet-again-*.timer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aManagerThatHasGivenUpBeginsAnewWithTheNextChange(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("CODE", "403");
		retryOf(3);
		assertThat(this.manager.story()).contains("verify given-up: ");
		assertThat(retryOf(1)).isEqualTo("--on-active=2min fleet update 2");
		this.manager.environment.remove("CODE");
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains("settle in-force: the new values are in force\n");
		assertThat(this.manager.lines()).last().satisfies((line) -> assertThat(line.get("attempt")).isEqualTo(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void swapsTheTokenOnlyWhenTheRunnerHasStopped(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.environment.put("SECRET", OTHER_TOKEN);
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
		assertThat(this.manager.runner().getString("token")).isEqualTo(TOKEN);
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.runner().getString("token")).isEqualTo(OTHER_TOKEN);
		assertThat(this.manager.log()).doesNotContain(OTHER_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void keepsATokenThatTheRunnerHasRenewed(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.renew();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.path("asked")).hasContent(ManagerHost.RENEWED_TOKEN);
		TomlTable runner = this.manager.runner();
		assertThat(runner.getString("token")).isEqualTo(ManagerHost.RENEWED_TOKEN);
		assertThat(runner.getLong("id")).isEqualTo(42);
		assertThat(runner.getOffsetDateTime("token_expires_at")).hasToString("2026-12-08T01:02:03Z");
		assertThat(this.manager.log()).doesNotContain("--no-block").doesNotContain(ManagerHost.RENEWED_TOKEN);
		this.manager.change(OTHER_TOKEN);
		assertThat(this.manager.runner().getString("token")).isEqualTo(OTHER_TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void keepsATokenThatIsRenewedWhileJobsEnd(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("GitlabUrl", "https://gitlab.example.com/")));
		assertThat(this.manager.run("update")).isZero();
		this.manager.renew();
		assertThat(this.manager.run("swap")).isZero();
		TomlTable runner = this.manager.runner();
		assertThat(runner.getString("token")).isEqualTo(ManagerHost.RENEWED_TOKEN);
		assertThat(runner.getString("url")).isEqualTo("https://gitlab.example.com/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void restartsTheRunnerForItsAddressButNotForItsSchedule(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7", "Environment", "A=b")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).doesNotContain("--no-block");
		assertThat(this.manager.runner().getArray("environment").getString(0)).isEqualTo("A=b");
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("GitlabUrl", "https://gitlab.example.com/")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
		assertThat(this.manager.runner().getString("url")).isEqualTo("https://gitlab.com/");
	}

	@Test
	void restartsTheRunnerForTheAutoscalersSettings() throws Exception {
		for (Map<String, String> change : List.of(Map.of("MaxBuildsPerWorker", "3"), Map.of("WorkerUser", "admin"),
				Map.of("OnDemandPercentage", "50"))) {
			this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
			this.manager.boot();
			this.manager.place(RenderedBlueprint.of("docker-autoscaler", change));
			assertThat(this.manager.run("update")).isZero();
			assertThat(this.manager.log()).contains("systemctl restart --no-block gitlab-runner");
			this.manager.forgetLog();
		}
	}

	@Test
	void leavesNoMachineOfTheOldToken() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-machine", Map.of()));
		this.manager.boot();
		Path machines = this.manager.path("root/.docker/machine/machines");
		Files.createDirectories(machines.resolve("runner-xxxxxxxxx-fleet-1"));
		this.manager.place(RenderedBlueprint.of("docker-machine", Map.of("IdleCount", "7")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.run("swap")).isZero();
		assertThat(machines).isNotEmptyDirectory();
		this.manager.forgetLog();
		this.manager.environment.put("SECRET", OTHER_TOKEN);
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).doesNotContain("terminate-instances");
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.log()).contains("ec2 terminate-instances --instance-ids i-worker1 i-worker2",
				"ec2 delete-key-pair --key-name runner-xxxxxxxxx-fleet-1");
		assertThat(machines).doesNotExist();
	}

	@Test
	void endsNoMachineWhileJobsRunOnATokenThatTheRunnerHasRenewed() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-machine", Map.of()));
		this.manager.boot();
		this.manager.forgetLog();
		this.manager.renew();
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).doesNotContain("terminate-instances");
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.log()).contains("terminate-instances");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void changesHowLongLogsAreKept(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("LogRetentionInDays", "7")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log()).contains(
				"aws logs put-retention-policy --log-group-name /runner-fleet/fleet-one --retention-in-days 7",
				"systemctl daemon-reload");
		assertThat(this.manager.path("var/lib/runner-fleet/logs.json")).content()
			.contains("{instance_id}/runner-fleet", "{instance_id}/gitlab-runner", "{instance_id}/pulse");
	}

	/** How the script asks to be called again after a failed attempt. */
	private String retryOf(int attempt) {
		try {
			this.manager.forgetLog();
			assertThat(this.manager.run("update", String.valueOf(attempt))).isZero();
			return this.manager.log()
				.lines()
				.filter((line) -> line.startsWith("systemd-run "))
				.map((line) -> line.replaceAll(".*(--on-active=\\S+) \\S*/(fleet .*)", "$1 $2"))
				.findFirst()
				.orElse("");
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
