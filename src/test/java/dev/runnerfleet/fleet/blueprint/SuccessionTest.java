package dev.runnerfleet.fleet.blueprint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Managers of one group that follow each other: the oldest one works, a younger one waits
 * until nothing is left of it, and jobs that run may end.
 */
@EnabledOnOs(OS.LINUX)
class SuccessionTest {

	@TempDir
	private Path root;

	private PlayedGroup group;

	@BeforeEach
	void setUp() throws Exception {
		this.group = new PlayedGroup(this.root);
	}

	@AfterEach
	void tearDown() {
		assertThat(this.group.everTwo()).isFalse();
		this.group.close();
	}

	@Test
	void theFirstOneWorksAtOnce() throws Exception {
		launches("i-1", Map.of());
		assertThat(this.group.works("i-1")).isTrue();
		assertThat(this.group.events()).noneMatch((event) -> event.contains("stop-instances"));
	}

	@Test
	void aYoungerOneDecidesAndWaits() throws Exception {
		launches("i-1", Map.of());
		launches("i-2", Map.of());
		this.group.watch("i-2");
		assertThat(this.group.works("i-1")).isTrue();
		assertThat(this.group.works("i-2")).isFalse();
		assertThat(this.group.manager("i-2").config()).doesNotExist();
		assertThat(this.group.manager("i-2").story())
			.contains("verify done: ", "predecessor told: an older manager works; this one waits until it has gone\n")
			.doesNotContain("predecessor done: ");
	}

	@Test
	void theNewOneBeginsWhenTheOldOneHasFinishedItsJobs() throws Exception {
		launches("i-1", Map.of());
		launches("i-2", Map.of());
		this.group.runsAJob("i-1", 1200);
		this.group.isToGo("i-1");
		long before = this.group.now();
		this.group.forgetEvents();
		this.group.watch("i-1");
		assertThat(this.group.now() - before).isGreaterThanOrEqualTo(1200);
		assertThat(this.group.manager("i-1").story()).doesNotContain("too long");
		this.group.watch("i-2");
		assertThat(this.group.works("i-2")).isFalse();
		this.group.goes("i-1");
		this.group.watch("i-2");
		assertThat(this.group.works("i-2")).isTrue();
		assertThat(this.group.events()).containsSubsequence("i-1 systemctl disable gitlab-runner",
				"i-1 systemctl stop --no-block gitlab-runner",
				"i-1 aws autoscaling record-lifecycle-action-heartbeat --lifecycle-hook-name drain"
						+ " --auto-scaling-group-name fleet-one-manager --instance-id i-1",
				"i-1 aws autoscaling set-desired-capacity --auto-scaling-group-name WorkerGroup --desired-capacity 0",
				"i-1 aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE"
						+ " --lifecycle-hook-name drain --auto-scaling-group-name fleet-one-manager --instance-id i-1",
				"i-2 gitlab-runner verify --config " + this.root + "/i-2/etc/gitlab-runner/config.toml.trial",
				"i-2 systemctl restart gitlab-runner");
		assertThat(this.group.events()).filteredOn((event) -> event.startsWith("i-1 aws ec2 terminate-instances"))
			.containsExactly("i-1 aws ec2 terminate-instances --instance-ids i-worker1 i-worker2");
	}

	@Test
	void jobsThatTakeTooLongEnd() throws Exception {
		launches("i-1", Map.of("ManagerDrainMinutes", "7"));
		this.group.runsAJob("i-1", 0);
		this.group.isToGo("i-1");
		long before = this.group.now();
		this.group.watch("i-1");
		assertThat(this.group.hasJob("i-1")).isFalse();
		assertThat(this.group.now() - before).isBetween(7 * 60L, 8 * 60L);
		assertThat(this.group.manager("i-1").story()).contains(
				"settle begun: waiting until running jobs end, for 7 minutes at most\n",
				"settle told: they take too long: they end now\n", "settle done: ending the jobs and the workers\n");
		assertThat(this.group.manager("i-1").lines()).last()
			.satisfies((line) -> assertThat(line.get("run")).isEqualTo("leave"));
		assertThat(this.group.events()).anyMatch((event) -> event.contains("complete-lifecycle-action"));
	}

	@Test
	void oneThatWaitsGoesAtOnceAndSparesTheWorkers() throws Exception {
		launches("i-1", Map.of());
		launches("i-2", Map.of());
		this.group.forgetEvents();
		this.group.isToGo("i-2");
		this.group.watch("i-2");
		this.group.goes("i-2");
		assertThat(this.group.events()).anyMatch((event) -> event.contains("complete-lifecycle-action"))
			.noneMatch((event) -> event.matches(".*(desired-capacity|terminate-instances|gitlab-runner stop).*"));
		assertThat(this.group.works("i-1")).isTrue();
	}

	@Test
	void aDeadOneIsSucceeded() throws Exception {
		launches("i-1", Map.of());
		this.group.isGone("i-1");
		launches("i-2", Map.of());
		assertThat(this.group.works("i-2")).isTrue();
		assertThat(systemId("i-2")).isEqualTo(systemId("i-1")).matches("s_[0-9a-f]{12}");
	}

	/** Or it would never have one again. */
	@Test
	void aSuccessorThatFailsTriesAgain() throws Exception {
		ManagerHost manager = this.group.launches("i-1", Map.of());
		manager.environment.put("CODE", "403");
		assertThat(manager.run("create")).isNotZero();
		manager.environment.remove("CODE");
		this.group.watch("i-1");
		assertThat(this.group.works("i-1")).isFalse();
		Path failed = manager.path("var/lib/runner-fleet/failed");
		assertThat(failed.toFile().setLastModified(0)).isTrue();
		this.group.watch("i-1");
		assertThat(this.group.works("i-1")).isTrue();
	}

	@Test
	void theFixedAddressIsThatOfTheOneThatWorks() throws Exception {
		launches("i-1", Map.of("ManagerElasticIp", "true"));
		launches("i-2", Map.of("ManagerElasticIp", "true"));
		assertThat(this.group.events()).filteredOn((event) -> event.contains("associate-address"))
			.allMatch((event) -> event.startsWith("i-1 "))
			.isNotEmpty();
		this.group.forgetEvents();
		this.group.isToGo("i-1");
		this.group.watch("i-1");
		this.group.goes("i-1");
		this.group.watch("i-2");
		assertThat(this.group.events()).containsSubsequence(
				"i-2 aws ec2 associate-address --allocation-id"
						+ " arn:aws:ManagerAddress:AllocationId --instance-id i-2",
				"i-2 systemctl restart gitlab-runner");
	}

	@Test
	void aTokenThatTheOldOneRenewsAsItLeavesIsTheNewOnes() throws Exception {
		launches("i-1", Map.of());
		launches("i-2", Map.of());
		this.group.manager("i-1").renew();
		this.group.isToGo("i-1");
		this.group.watch("i-1");
		this.group.goes("i-1");
		this.group.watch("i-2");
		assertThat(this.group.manager("i-2").runner().getString("token")).isEqualTo(ManagerHost.RENEWED_TOKEN);
	}

	@Test
	void aChangeDoesNotStartTheRunnerOfOneThatLeaves() throws Exception {
		launches("i-1", Map.of());
		this.group.isToGo("i-1");
		this.group.watch("i-1");
		this.group.isSetTo("i-1", Map.of("GitlabUrl", "https://gitlab.example.com/"));
		this.group.forgetEvents();
		assertThat(this.group.manager("i-1").run("update")).isZero();
		assertThat(this.group.events()).noneMatch((event) -> event.contains("restart"));
	}

	/** Whoever asks systemd for it, such as a change that began before. */
	@Test
	void theRunnerOfOneThatLeavesNeverStarts() throws Exception {
		launches("i-1", Map.of());
		assertThat(this.group.manager("i-1").run("swap")).isZero();
		Files.writeString(this.group.manager("i-1").path("var/lib/runner-fleet/leaving"), "1");
		assertThat(this.group.manager("i-1").run("swap")).isNotZero();
	}

	/** The package starts the runner as it is installed, which makes an id of its own. */
	@Test
	void theIdOfTheStackIsThereBeforeTheRunner() throws Exception {
		launches("i-1", Map.of());
		assertThat(systemId("i-1")).startsWith("s_").isNotEqualTo("s_made_up");
		assertThat(this.group.manager("i-1").log()).contains("dnf install -y gitlab-runner");
	}

	@Test
	void onlyOneThatWorksReports() throws Exception {
		launches("i-1", Map.of());
		launches("i-2", Map.of());
		assertThat(this.group.manager("i-1").path("var/lib/runner-fleet/unfinished")).doesNotExist();
		assertThat(this.group.manager("i-2").path("var/lib/runner-fleet/unfinished")).exists();
		assertThat(RenderedBlueprint.of("docker-autoscaler", Map.of()).file("/opt/runner-fleet/report"))
			.contains("'/var/lib/runner-fleet/unfinished'");
	}

	@Test
	void oneOfVersionFiveFinishesItsJobsBeforeItIsStopped() throws Exception {
		ManagerHost manager = this.group.launches("i-1", Map.of("ManagerElasticIp", "true"));
		manager.environment.put("PREDECESSOR", "i-old");
		assertThat(manager.run("create")).isZero();
		assertThat(this.group.events()).containsSubsequence(
				"i-1 gitlab-runner verify --config " + this.root + "/i-1/etc/gitlab-runner/config.toml.trial",
				"i-1 aws ec2 associate-address --allocation-id arn:aws:ManagerAddress:AllocationId --instance-id i-old",
				"i-1 aws ec2-instance-connect send-ssh-public-key --instance-id i-old --instance-os-user ec2-user"
						+ " --ssh-public-key file://" + this.root + "/i-1/var/lib/runner-fleet/key.pub",
				"i-1 aws ec2 stop-instances --instance-ids i-old",
				"i-1 aws ec2 wait instance-stopped --instance-ids i-old",
				"i-1 gitlab-runner verify --config " + this.root + "/i-1/etc/gitlab-runner/config.toml.trial",
				"i-1 systemctl restart gitlab-runner");
		assertThat(this.group.events()).filteredOn((event) -> event.startsWith("i-1 ssh "))
			.singleElement()
			.asString()
			.contains("ec2-user@10.0.0.7 sudo systemd-run --on-active=15m systemctl start gitlab-runner cfn-hup");
		assertThat(manager.story()).contains("predecessor told: its running jobs have ended\n");
	}

	@Test
	void oneOfVersionFiveThatCannotBeToldIsStoppedAtOnce() throws Exception {
		ManagerHost manager = this.group.launches("i-1", Map.of());
		manager.environment.put("PREDECESSOR", "i-old");
		manager.environment.put("BROKEN", "ssh -i");
		assertThat(manager.run("create")).isZero();
		assertThat(this.group.works("i-1")).isTrue();
		assertThat(manager.story()).contains("predecessor told: it could not be told to finish its jobs, or they take"
				+ " too long: they end now\n");
		assertThat(this.group.events()).containsSubsequence("i-1 aws ec2 stop-instances --instance-ids i-old",
				"i-1 systemctl restart gitlab-runner");
	}

	@Test
	void nobodyWaitsWhereNoTimeIsGiven() throws Exception {
		ManagerHost manager = this.group.launches("i-1", Map.of("ManagerDrainMinutes", "0"));
		manager.environment.put("PREDECESSOR", "i-old");
		assertThat(manager.run("create")).isZero();
		assertThat(this.group.events()).noneMatch((event) -> event.startsWith("i-1 ssh"));
		this.group.runsAJob("i-1", 0);
		this.group.isToGo("i-1");
		this.group.watch("i-1");
		assertThat(this.group.hasJob("i-1")).isFalse();
		assertThat(this.group.events()).filteredOn((event) -> event.contains("heartbeat")).hasSize(2);
	}

	@Test
	void whoDoesNotSeeItselfBeginsNothing() throws Exception {
		this.group.launches("i-1", Map.of());
		Files.writeString(this.root.resolve("instances"), "");
		assertThat(this.group.manager("i-1").run("create")).isNotZero();
		assertThat(this.group.works("i-1")).isFalse();
	}

	private void launches(String id, Map<String, String> values) throws Exception {
		assertThat(this.group.launches(id, values).run("create")).isZero();
	}

	private String systemId(String id) throws Exception {
		return Files.readString(this.group.manager(id).path("etc/gitlab-runner/.runner_system_id"));
	}

}
