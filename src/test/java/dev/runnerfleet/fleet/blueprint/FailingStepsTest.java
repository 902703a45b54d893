package dev.runnerfleet.fleet.blueprint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each step of a first boot, a change and a replacement fails once: what is in force
 * stays, two managers never work at once, and with the cause gone all of it succeeds.
 */
@EnabledOnOs(OS.LINUX)
class FailingStepsTest {

	/** Of both blueprints: the step, and the command that fails in it. */
	private static final Map<String, List<String>> SHARED = Map.of("agent",
			List.of("dnf install -y amazon-cloudwatch-agent", "amazon-cloudwatch-agent-ctl"), "retention",
			List.of("put-retention-policy"), "runner", List.of("dnf install -y gitlab-runner"), "secret",
			List.of("secretsmanager get-secret-value"), "verify", List.of("gitlab-runner verify", "curl "));

	private static final Map<String, Map<String, List<String>>> OWN = Map.of("docker-autoscaler",
			Map.of("plugin", List.of("gitlab-runner fleeting")), "docker-machine",
			Map.of("machine", List.of("sha256sum --check", "AvailabilityZone", "ssm get-parameter")));

	private static final Map<String, Map<String, List<String>>> STARTING = Map.of("docker-autoscaler",
			Map.of("zones", List.of("suspend-processes")), "docker-machine", Map.of());

	/** From here on the manager that is replaced may have stopped. */
	private static final Map<String, List<String>> LATE = Map.of("predecessor",
			List.of("pending,running", "ec2 stop-instances", "ec2 wait instance-stopped",
					"enable --now runner-fleet-release"),
			"start",
			List.of("systemctl enable gitlab-runner", "is-active -q gitlab-runner", "systemctl enable --now cfn-hup"));

	private static final String NEW_TOKEN = "glrt-" + "y".repeat(20);

	@TempDir
	private Path root;

	private PlayedMachine machine;

	@BeforeEach
	void setUp() throws Exception {
		this.machine = new PlayedMachine(this.root);
	}

	@ParameterizedTest
	@MethodSource("stepsOfABoot")
	void aBootThatFailsIsRolledBackToTheManagerBefore(String blueprint, String step, String command) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		this.machine.hasPredecessor("running");
		this.machine.fails(command);
		assertThat(this.machine.run("create")).isNotZero();
		assertThat(this.machine.told()).last().isEqualTo(step + " failed");
		assertThat(this.machine.metAnother()).isFalse();
		if (!LATE.containsKey(step)) {
			assertThat(this.machine.predecessor("running")).isTrue();
			assertThat(this.machine.works()).isFalse();
		}
		this.machine.fails("");
		this.machine.run("release");
		assertThat(this.machine.predecessor("running")).isTrue();
	}

	@ParameterizedTest
	@MethodSource("stepsOfABoot")
	void aBootThatFailedCanBeginAgain(String blueprint, String step, String command) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		this.machine.hasPredecessor("running");
		this.machine.fails(command);
		assertThat(this.machine.run("create")).as(step).isNotZero();
		this.machine.fails("");
		assertThat(this.machine.run("create")).isZero();
		assertThat(this.machine.works()).isTrue();
		assertThat(this.machine.metAnother()).isFalse();
		assertThat(this.machine.predecessor("stopped")).isTrue();
	}

	@ParameterizedTest
	@MethodSource("stepsOfAChange")
	void aChangeThatFailsLeavesWhatIsInForce(String blueprint, String step, String command) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.machine.run("create")).isZero();
		String before = this.machine.values();
		this.machine.isSetTo(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")), NEW_TOKEN);
		this.machine.fails(command);
		assertThat(this.machine.run("update")).isZero();
		assertThat(this.machine.told()).endsWith(step + " not-in-force", step + " again");
		assertThat(this.machine.works()).isTrue();
		assertThat(this.machine.values()).isEqualTo(before);
		this.machine.fails("");
		this.machine.comesUp();
		assertThat(this.machine.run("update")).isZero();
		assertThat(this.machine.run("swap")).isZero();
		assertThat(this.machine.values()).isEqualTo("7 " + NEW_TOKEN);
	}

	/** systemd, cfn-hup and the timer each come when they like. */
	@ParameterizedTest
	@CsvSource({ "update swap keep resume", "update keep swap resume", "update resume swap keep",
			"swap update keep resume", "swap keep update resume", "swap resume update keep", "keep swap update resume",
			"keep update resume swap", "keep resume swap update", "resume swap keep update", "resume update keep swap",
			"resume keep update swap" })
	void aChangeComesIntoForceInWhateverOrder(String order) throws Exception {
		for (String blueprint : List.of("docker-autoscaler", "docker-machine")) {
			this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
			this.machine.isSetTo(RenderedBlueprint.of(blueprint, Map.of()), RenderedBlueprint.TOKEN);
			this.machine.run("create");
			this.machine.run("update");
			this.machine.run("swap");
			String before = this.machine.values();
			this.machine.isSetTo(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")), NEW_TOKEN);
			for (String command : order.split(" ")) {
				assertThat(this.machine.run(command)).as(command).isZero();
				assertThat(this.machine.values()).as(command).isIn(before, "7 " + NEW_TOKEN);
			}
			assertThat(this.machine.run("swap")).isZero();
			assertThat(this.machine.values()).isEqualTo("7 " + NEW_TOKEN);
		}
	}

	private static Stream<Arguments> stepsOfABoot() {
		return Stream.of("docker-autoscaler", "docker-machine")
			.flatMap(
					(blueprint) -> rows(blueprint, List.of(SHARED, OWN.get(blueprint), STARTING.get(blueprint), LATE)));
	}

	private static Stream<Arguments> stepsOfAChange() {
		return Stream.of("docker-autoscaler", "docker-machine")
			.flatMap((blueprint) -> rows(blueprint,
					List.of(SHARED, OWN.get(blueprint), Map.of("settle", List.of("systemctl daemon-reload")))));
	}

	private static Stream<Arguments> rows(String blueprint, List<Map<String, List<String>>> steps) {
		return steps.stream()
			.flatMap((some) -> some.entrySet().stream())
			.flatMap((step) -> step.getValue()
				.stream()
				.map((command) -> Arguments.of(blueprint, step.getKey(), command)));
	}

}
