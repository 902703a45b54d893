package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a manager tells of itself, line by line, also when it fails. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ManagerStoryTest {

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@ParameterizedTest
	@CsvSource({ "docker-autoscaler, 'swap agent retention runner secret plugin verify verify zones predecessor start'",
			"docker-machine, 'swap agent retention runner machine secret verify verify predecessor start'" })
	void hasTheStepsOfABoot(String blueprint, String steps) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.installAgent();
		assertThat(this.manager.run("create")).isZero();
		assertThat(this.manager.lines()).extracting((line) -> line.get("run")).containsOnly("create");
		assertThat(this.manager.lines()).filteredOn(outcome("begun", "told"))
			.extracting((line) -> line.get("step"))
			.containsExactly((Object[]) steps.split(" "));
		assertThat(this.manager.lines()).filteredOn(outcome("begun"))
			.hasSameSizeAs(this.manager.lines().stream().filter(outcome("done")).toList());
		assertThat(this.manager.lines()).last().satisfies((line) -> assertThat(line.get("outcome")).isEqualTo("done"));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			docker-autoscaler, swap,        mkswap /swapfile
			docker-autoscaler, agent,       dnf install -y amazon-cloudwatch-agent
			docker-machine,    agent,       amazon-cloudwatch-agent-ctl
			docker-autoscaler, retention,   put-retention-policy
			docker-machine,    machine,     sha256sum --check
			docker-machine,    machine,     AvailabilityZone
			docker-machine,    machine,     ssm get-parameter
			docker-autoscaler, runner,      dnf install -y gitlab-runner
			docker-machine,    secret,      secretsmanager get-secret-value
			docker-autoscaler, plugin,      gitlab-runner fleeting
			docker-autoscaler, verify,      gitlab-runner verify
			docker-machine,    verify,      gitlab-runner verify
			docker-autoscaler, zones,       suspend-processes
			docker-autoscaler, predecessor, ec2 stop-instances
			docker-machine,    predecessor, ec2 wait instance-stopped
			docker-machine,    start,       systemctl is-active -q gitlab-runner
			docker-autoscaler, start,       systemctl enable --now cfn-hup
			""")
	void endsWithTheStepThatFailed(String blueprint, String step, String broken) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.installAgent();
		if (step.equals("swap")) {
			Files.delete(this.manager.path("swapfile"));
		}
		this.manager.environment.put("BROKEN", broken.replace("/swapfile", ""));
		this.manager.environment.put("PREDECESSOR", "i-old");
		int code = this.manager.run("create");
		assertThat(code).isNotZero();
		assertThat(this.manager.lines()).last().satisfies((line) -> {
			assertThat(line.get("step")).isEqualTo(step);
			assertThat(line.get("outcome")).isEqualTo("failed");
			assertThat(line.get("code")).isEqualTo(code);
		});
		assertThat(this.manager.lines()).filteredOn(outcome("failed")).hasSize(1);
	}

	@Test
	void staysJsonWhateverGitlabAnswers() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.environment.put("CODE", "502");
		for (String answer : List.of("\"\\\\\" \\u0000 \\", "\u0001\u0007\u001b[31mred\u001b[0m\ttab\r\nline\u007f",
				"{\"message\": \"Zugriff verweigert für „Läufer“ 🚫\"}",
				"$(touch owned) `touch owned` %s %n ${HOME} 'x'", "\"".repeat(5000), "\\".repeat(5000),
				"é".repeat(5000), "🚫".repeat(5000))) {
			refuse(answer.getBytes(StandardCharsets.UTF_8));
		}
		refuse(new byte[] { (byte) 0xff, (byte) 0xc3, 'a', 0, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80 });
		assertThat(this.manager.path("owned")).doesNotExist();
		assertThat(this.manager.story()).contains(
				"GitLab answered 502: {\"message\": \"Zugriff verweigert für „Läufer“ 🚫\"}",
				"GitLab answered 502: \"\\\\\" \\u0000 \\", "GitLab answered 502: red tab line",
				"$(touch owned) `touch owned` %s %n ${HOME} 'x'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void saysWhichConfigurationIsInForce(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		String first = hash();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		assertThat(this.manager.run("update")).isZero();
		String second = hash();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("LogRetentionInDays", "7")));
		assertThat(this.manager.run("update")).isZero();
		String third = hash();
		this.manager.change("glrt-" + "y".repeat(20));
		assertThat(List.of(first, second, third, hash())).doesNotHaveDuplicates()
			.allSatisfy((hash) -> assertThat(hash).matches("[0-9a-f]{12}"));
		this.manager.change(RenderedBlueprint.TOKEN);
		assertThat(hash()).isEqualTo(third);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void saysThatAConfigurationIsInForceOnlyOnceTheJobsHaveEnded(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		String before = hash();
		this.manager.environment.put("SECRET", "glrt-" + "y".repeat(20));
		int told = this.manager.lines().size();
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.lines().subList(told, this.manager.lines().size())).noneMatch(outcome("in-force"))
			.allSatisfy((line) -> assertThat(line.get("hash")).isEqualTo(before));
		Object wanted = this.manager.lines().get(this.manager.lines().size() - 1).get("wanted");
		assertThat(wanted).isNotEqualTo(before);
		assertThat(this.manager.run("swap")).isZero();
		assertThat(hash()).isEqualTo(wanted);
		assertThat(this.manager.lines()).filteredOn(outcome("in-force"))
			.last()
			.satisfies((line) -> assertThat(line.get("run")).isEqualTo("start"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void saysThatARefusedConfigurationIsNotInForce(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		String before = hash();
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		this.manager.environment.put("CODE", "403");
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.lines()).filteredOn(outcome("not-in-force")).singleElement().satisfies((line) -> {
			assertThat(line.get("hash")).isEqualTo(before);
			assertThat(line.get("wanted")).isNotNull().isNotEqualTo(before);
			assertThat(line.get("step")).isEqualTo("verify");
			assertThat(line.get("run")).isEqualTo("update");
			assertThat(line.get("code")).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void beginsAndEndsInTheUserData(String blueprint) throws Exception {
		this.manager.launch(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.manager.story()).isEqualTo("""
				cfn-init begun: setting up the manager
				cfn-init done: setting up the manager
				""");
		assertThat(this.manager.sent()).isEmpty();
		assertThat(this.manager.log()).contains("cfn-signal --exit-code 0 ").doesNotContain("--reason");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void reachesTheLogGroupWithoutTheAgent(String blueprint) throws Exception {
		this.manager.environment.put("NO_AGENT", "yes");
		this.manager.environment.put("CFN_INIT", "7");
		Files.createDirectories(this.manager.path("var/log"));
		Files.writeString(this.manager.path("var/log/cfn-init-cmd.log"),
				"2026-11-26 [INFO] Error: \"no\" 'way' \\out für <you>\u0001\n");
		this.manager.launch(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.manager.lines()).isEmpty();
		assertThat(this.manager.path("var/log/runner-fleet.log.1")).content().hasLineCount(2);
		assertThat(this.manager.sent()).extracting((line) -> line.get("outcome")).containsExactly("begun", "failed");
		assertThat(this.manager.sent()).last().satisfies((line) -> {
			assertThat(line.get("code")).isEqualTo(7);
			assertThat(line.get("words").toString()).startsWith("setting up the manager: 2026-11-26 ")
				.contains("Error: no way out f");
		});
		assertThat(this.manager.log()).contains(
				"aws logs create-log-stream --log-stream-name i-self/runner-fleet --log-group-name /runner-fleet/fleet-one",
				"cfn-signal --exit-code 7 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void isSentOnceTheLogGroupCanBeReached(String blueprint) throws Exception {
		this.manager.environment.put("NO_AGENT", "yes");
		this.manager.environment.put("NO_LOGS", "yes");
		this.manager.launch(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.manager.lines()).hasSize(2);
		this.manager.environment.put("CODE", "502");
		refuse("\"\\ für\n🚫".getBytes(StandardCharsets.UTF_8));
		this.manager.environment.remove("NO_LOGS");
		List<Map<String, Object>> all = this.manager.lines();
		this.manager.launch(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.manager.sent().subList(0, all.size())).isEqualTo(all);
		assertThat(this.manager.sent()).hasSize(all.size() + 2);
	}

	private void refuse(byte[] answer) throws Exception {
		Files.write(this.manager.path("answer"), answer);
		assertThat(this.manager.run("decide")).isNotZero();
		assertThat(this.manager.lines()).last()
			.satisfies((line) -> assertThat(line.get("outcome")).isEqualTo("failed"));
	}

	/** The hash in force, as the last line has it. */
	private String hash() throws IOException {
		return String.valueOf(this.manager.lines().get(this.manager.lines().size() - 1).get("hash"));
	}

	private static Predicate<Map<String, Object>> outcome(String... outcomes) {
		return (line) -> List.of(outcomes).contains(line.get("outcome"));
	}

}
