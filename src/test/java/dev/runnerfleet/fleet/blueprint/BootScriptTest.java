package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/** What a manager does when it boots, replaces another one and is shut down. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class BootScriptTest {

	private static final String HOSTILE = "A=$(touch owned) `touch owned` \"${HOME}\" & \\1 @RUNNER_TOKEN@ 'amazonec2-zone=@ZONE@'";

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void writesTheTokenIntoTheConfigurationAndNowhereElse(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("Environment", HOSTILE)));
		this.manager.boot();
		assertThat(this.manager.runner().getString("token")).isEqualTo(TOKEN);
		assertThat(this.manager.runner().getArray("environment").getString(0)).isEqualTo(HOSTILE);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.manager.config())))
			.isEqualTo("rw-------");
		assertThat(this.manager.log()).contains("gitlab-runner verify").doesNotContain(TOKEN);
		assertThat(this.manager.path("owned")).doesNotExist();
		assertThat(this.manager.filesWith(TOKEN)).containsExactly("asked", "bin/aws", "etc/gitlab-runner/config.toml");
	}

	@ParameterizedTest
	@ValueSource(strings = "docker-machine")
	void placesMachinesInTheManagersZone(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("Environment", HOSTILE)));
		this.manager.boot();
		assertThat(this.manager.runner().getArray("machine.MachineOptions").toList()).contains("amazonec2-zone=b",
				"amazonec2-ami=ami-0123456789abcdef0");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			v0.16.2-gitlab.30, x86_64,  '',     b4163ac73e6f331d8fee8ea838fc490323d73a27a3bc88f981f2a9d2ab2b0dd8
			v0.16.2-gitlab.30, aarch64, '',     bef354cba58a3406893e6a48217c729eb11e0050799bd85e65637f42c1af8bff
			v0.16.2-gitlab.30, aarch64, stale,  bef354cba58a3406893e6a48217c729eb11e0050799bd85e65637f42c1af8bff
			v0.16.2-gitlab.58, aarch64, given,  given
			""")
	void comparesDockerMachineWithTheChecksumForItsArchitecture(String version, String machine, String given,
			String expected) throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-machine",
				Map.of("DockerMachineVersion", version, "DockerMachineChecksum", given)));
		this.manager.stub("uname", "echo " + machine);
		this.manager.stub("sha256sum", "cat >>compared; [ -s log.downloaded ]");
		assertThat(this.manager.run("install_executor")).isNotZero();
		assertThat(this.manager.log()).contains("/" + version + "/docker-machine-Linux-" + machine);
		assertThat(this.manager.path("compared")).content()
			.hasLineCount(2)
			.contains(expected + "  /usr/local/bin/docker-machine\n")
			.contains(expected + "  " + this.root);
	}

	/** Where the machines' directory went with the manager, AWS knows their key pairs. */
	@Test
	void leavesNoKeyPairOfAManagerThatIsLost() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-machine", Map.of()));
		this.manager.stub("aws",
				"""
						case "$*" in
						  *iam-instance-profile.arn*) printf 'i-1\\trunner-a-fleet-1\\ni-2\\tNone\\ni-3\\trunner-b-fleet-2\\n' ;;
						  *secretsmanager*--version-stage*) echo ResourceNotFound; exit 254 ;;
						  *secretsmanager*) echo glrt-x ;;
						  *) echo x ;;
						esac""");
		this.manager.boot();
		assertThat(this.manager.log().lines()).contains("aws ec2 terminate-instances --instance-ids i-1 i-2 i-3",
				"aws ec2 delete-key-pair --key-name runner-a-fleet-1",
				"aws ec2 delete-key-pair --key-name runner-b-fleet-2");
		assertThat(this.manager.log()).doesNotContain("key-name None");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void stopsTheManagerItReplacesBeforeItStarts(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.run("decide");
		this.manager.environment.put("PREDECESSOR", "i-old");
		assertThat(this.manager.run("start")).isZero();
		assertThat(this.manager.log()).containsSubsequence("ec2 stop-instances --instance-ids i-old",
				"ec2 wait instance-stopped --instance-ids i-old", "systemctl restart gitlab-runner",
				"systemctl enable --now cfn-hup");
		assertThat(this.manager.log()).doesNotContain("stop-instances --instance-ids i-self");
	}

	/** After a restart without a metadata service cloud-init makes a name up. */
	@ParameterizedTest
	@CsvSource({ "docker-autoscaler,iid-datasource-none", "docker-machine,iid-datasource-none", "docker-autoscaler,''",
			"docker-machine,''" })
	void stopsNobodyWhenItDoesNotKnowItself(String blueprint, String name) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.run("decide");
		this.manager.environment.put("PREDECESSOR", "i-old");
		Files.writeString(this.manager.instanceId(), name + "\n");
		assertThat(this.manager.run("start")).isNotZero();
		assertThat(this.manager.log()).doesNotContain("stop-instances", "restart gitlab-runner");
		this.manager.isAlone();
		assertThat(this.manager.run("release")).isNotZero();
		assertThat(this.manager.log()).contains("terminate-instances").doesNotContain("start-instances");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void leavesNoWorkerBehindAtShutdown(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.isAlone();
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log()).contains("ec2 terminate-instances --instance-ids i-worker1 i-worker2");
		if (blueprint.equals("docker-autoscaler")) {
			assertThat(this.manager.log()).containsSubsequence("autoscaling set-desired-capacity",
					"--desired-capacity 0",
					"set-instance-protection --no-protected-from-scale-in --auto-scaling-group-name WorkerGroup --instance-ids"
							+ " i-worker1 i-worker2",
					"ec2 terminate-instances");
		}
	}

	/** A call takes AWS's tools two seconds on the smallest machine. */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void endsAThousandWorkersInTwoMinutes(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.isAlone();
		this.manager.environment.put("WORKERS",
				String.join(" ", IntStream.range(0, 1000).mapToObj((number) -> "i-" + number).toList()));
		assertThat(this.manager.run("release")).isZero();
		List<String> log = this.manager.log().lines().toList();
		assertThat(log).filteredOn((line) -> line.contains("terminate-instances"))
			.flatExtracting((line) -> List.of(line.replaceAll(".*--instance-ids ", "").split(" ")))
			.hasSize(1000)
			.doesNotHaveDuplicates();
		long seconds = log.stream().filter((line) -> line.startsWith("aws ")).count() * 2 + log.stream()
			.filter((line) -> line.startsWith("sleep "))
			.mapToInt((line) -> Integer.parseInt(line.replaceAll("\\D", "")))
			.sum();
		assertThat(seconds).isLessThan(120);
	}

	@Test
	void endsWhatStartsWhileTheOthersEnd() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.isAlone();
		this.manager.stub("sleep", "echo late >late");
		this.manager.stub("aws", """
				case "$*" in
				  *describe-auto-scaling-groups*) echo i-worker1; if [ -e late ]; then echo i-late; fi ;;
				  *logical-id*) echo ;;
				esac""");
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log().lines().filter((line) -> line.contains("terminate-instances"))).containsExactly(
				"aws ec2 terminate-instances --instance-ids i-worker1",
				"aws ec2 terminate-instances --instance-ids i-late");
	}

	@ParameterizedTest
	@CsvSource({ "docker-autoscaler,set-desired-capacity", "docker-autoscaler,describe-auto-scaling-groups",
			"docker-autoscaler,set-instance-protection", "docker-autoscaler,terminate-instances",
			"docker-autoscaler,put-secret-value", "docker-autoscaler,systemctl show", "docker-autoscaler,ec2 wait",
			"docker-machine,iam-instance-profile", "docker-machine,terminate-instances" })
	void wakesTheManagerItReplacedWhateverFails(String blueprint, String broken) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.renew();
		this.manager.environment.put("STOPPED", "i-old");
		this.manager.environment.put("BROKEN", broken);
		this.manager.run("release");
		assertThat(this.manager.log()).contains("ec2 start-instances --instance-ids i-old");
	}

	/** As with a full disk. */
	@Test
	void wakesTheManagerItReplacedThoughItCannotTell() throws Exception {
		this.manager.place(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.manager.isAlone();
		Files.createDirectory(this.manager.path("var/log/runner-fleet.log"));
		this.manager.environment.put("STOPPED", "i-old");
		this.manager.run("release");
		assertThat(this.manager.log()).contains("terminate-instances", "ec2 start-instances --instance-ids i-old");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void goesOnAfterARestartWithWhatAWrongChangeLeft(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.boot();
		this.manager.forgetLog();
		assertThat(this.manager.run("resume")).isZero();
		assertThat(this.manager.log()).doesNotContain("gitlab-runner");
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")));
		this.manager.environment.put("CODE", "403");
		assertThat(this.manager.run("update")).isZero();
		this.manager.environment.remove("CODE");
		assertThat(this.manager.run("resume")).isZero();
		assertThat(this.manager.story()).endsWith(
				"settle in-force: the new values are in force\nsettle done: bringing the new values into force\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void endsManyWorkersInFewCallsAndTheRestIfOneIsRefused(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.isAlone();
		this.manager.environment.put("WORKERS",
				String.join(" ", IntStream.range(0, 250).mapToObj((number) -> "i-" + number).toList()));
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log().lines().filter((line) -> line.contains("terminate-instances"))).hasSize(3);
		this.manager.environment.put("WORKERS", "i-worker1 i-gone i-worker2");
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log().lines()).contains("aws ec2 terminate-instances --instance-ids i-worker1",
				"aws ec2 terminate-instances --instance-ids i-worker2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void wakesTheManagerItReplacedWhenItIsRolledBack(String blueprint) throws Exception {
		this.manager.place(RenderedBlueprint.of(blueprint, Map.of()));
		this.manager.environment.put("STOPPED", "i-old");
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log()).contains("ec2 start-instances --instance-ids i-old");
		this.manager.forgetLog();
		this.manager.environment.remove("STOPPED");
		assertThat(this.manager.run("release")).isZero();
		assertThat(this.manager.log()).doesNotContain("start-instances");
	}

}
