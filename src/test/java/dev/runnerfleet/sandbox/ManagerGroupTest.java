package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A manager that a group keeps, as AWS's services tell of it. */
class ManagerGroupTest {

	private static final String GROUP = "ManagerGroup";

	private static final String UNSATISFIED = "CREATE_FAILED Received %d %s signal(s) out of 1.  "
			+ "Unable to satisfy 100%% MinSuccessfulInstancesPercent requirement";

	private static final String SILENCE = "UPDATE_IN_PROGRESS Failed to receive 1 resource signal(s) for the current "
			+ "batch.  Each resource signal timeout is counted as a FAILURE.";

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void aGroupIsCompleteOnceItsMachineHasSpoken() {
		launch("production", Map.of());
		Instance manager = managers().get(0);
		assertThat(this.sandbox.story("blue", GROUP)).containsExactly("CREATE_IN_PROGRESS",
				"CREATE_IN_PROGRESS Resource creation Initiated",
				"CREATE_IN_PROGRESS Received SUCCESS signal with UniqueId " + manager.instanceId(), "CREATE_COMPLETE");
		assertThat(group().instances()).singleElement()
			.satisfies((instance) -> assertThat(instance.instanceId()).isEqualTo(manager.instanceId()));
		assertThat(group().desiredCapacity()).isEqualTo(1);
		assertThat(manager.instanceTypeAsString()).isEqualTo("t3.nano");
		assertThat(streams()).anyMatch((stream) -> stream.startsWith(manager.instanceId() + "/"));
	}

	@Test
	void aMachineThatFailsSaysSoBeforeItsGroup() {
		this.sandbox.create("blue", "production",
				(request) -> request.templateBody(template())
					.parameters(this.sandbox.parameters("production",
							Map.of("RunnerToken", SandboxFixture.TOKEN + "-sandbox-wrong"))));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", GROUP)).hasSize(6)
			.anyMatch((event) -> event.startsWith("CREATE_IN_PROGRESS Received FAILURE signal with UniqueId i-"))
			.contains(UNSATISFIED.formatted(1, "FAILURE"))
			.endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
		assertThat(managers()).allMatch((manager) -> manager.state().nameAsString().equals("terminated"));
	}

	@Test
	void ofAMachineThatNeverStartsOnlyTheGroupsActivitiesTell() {
		launch("crowded", Map.of());
		assertThat(this.sandbox.story("blue", GROUP)).contains(SILENCE, UNSATISFIED.formatted(0, "SUCCESS"));
		assertThat(managers()).isEmpty();
		assertThat(activities(true)).singleElement()
			.satisfies((activity) -> assertThat(activity.statusMessage())
				.startsWith("We currently do not have sufficient t3.nano capacity")
				.endsWith("Launching EC2 instance failed."));
	}

	@Test
	void aKeyThatAutoScalingMayNotUseLetsNoMachineStart() {
		launch("production", Map.of("KmsKeyArn", SandboxAccount.ownKey("eu-central-1")));
		assertThat(this.sandbox.story("blue", GROUP)).contains(SILENCE, UNSATISFIED.formatted(0, "SUCCESS"));
		assertThat(activities(true)).singleElement()
			.satisfies((activity) -> assertThat(activity.statusMessage()).contains("Client.InvalidKMSKey"));
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
	}

	@Test
	void withoutAWayOutNobodySpeaks() {
		launch("isolated", Map.of());
		assertThat(this.sandbox.story("blue", GROUP)).contains(SILENCE, UNSATISFIED.formatted(0, "SUCCESS"));
		assertThat(activities(true)).extracting(Activity::statusCodeAsString).containsOnly("Successful");
	}

	@Test
	void whatALaunchTemplateCannotBeIsRefusedAtOnce() {
		launch("production", Map.of("ManagerKeyPair", "lost"));
		assertThat(this.sandbox.story("blue", GROUP)).hasSize(3)
			.anyMatch((event) -> event
				.startsWith("CREATE_FAILED Resource handler returned message: \"You must use a valid "
						+ "fully-formed launch template. The key pair 'lost' does not exist (Service: AutoScaling"));
	}

	@Test
	void aNewManagerBootsBesideTheOldOneWhichGoesOnceThatHasSpoken() {
		launch("production", Map.of());
		String old = managers().get(0).instanceId();
		update(Map.of("ManagerKeyPair", "fleet-admin"));
		this.sandbox.clock.advance(Duration.ofSeconds(10));
		assertThat(managers()).hasSize(2).allMatch((manager) -> manager.state().nameAsString().equals("running"));
		assertThat(group().desiredCapacity()).isEqualTo(2);
		this.sandbox.untilSettled("blue");
		List<String> living = living();
		assertThat(living).hasSize(1).doesNotContain(old);
		assertThat(this.sandbox.story("blue", GROUP)).contains(
				"UPDATE_IN_PROGRESS New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a "
						+ "timeout of PT20M.",
				"UPDATE_IN_PROGRESS Received SUCCESS signal with UniqueId " + living.get(0),
				"UPDATE_IN_PROGRESS Terminating instance(s) [%s]; replacing with 0 new instance(s).".formatted(old),
				"UPDATE_IN_PROGRESS Successfully terminated instance(s) [%s] (Progress 100%%).".formatted(old))
			.endsWith("UPDATE_COMPLETE");
		this.sandbox.clock.advance(Duration.ofMinutes(2));
		assertThat(reporting()).as("one works").containsExactlyInAnyOrderElementsOf(List.of(old, living.get(0)));
		assertThat(told(old)).endsWith("settle begun", "settle done");
		assertThat(told(living.get(0))).containsSubsequence("verify done", "predecessor told", "cfn-init done",
				"start done");
	}

	@Test
	void anOldManagerThatFinishesItsJobsWaitsForItsHook() {
		launch("production", Map.of());
		String old = managers().get(0).instanceId();
		update(Map.of("ManagerKeyPair", "fleet-admin"));
		for (int second = 0; second < 60 && !lifecycle(old).startsWith("Terminating"); second++) {
			this.sandbox.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(lifecycle(old)).isEqualTo("Terminating:Wait");
		assertThat(activities(false)).first()
			.satisfies((activity) -> assertThat(activity.description()).isEqualTo("Terminating EC2 instance: " + old));
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_IN_PROGRESS");
	}

	@Test
	void aNewManagerThatFailsGoesAndTheOldOneStays() {
		launch("production", Map.of());
		String old = managers().get(0).instanceId();
		update(Map.of("ManagerKeyPair", "fleet-admin", "RunnerToken", SandboxFixture.TOKEN + "-sandbox-wrong"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
		assertThat(this.sandbox.story("blue", GROUP))
			.contains("UPDATE_FAILED " + UNSATISFIED.formatted(1, "FAILURE").substring("CREATE_FAILED ".length()));
		assertThat(living()).containsExactly(old);
		update(Map.of("ManagerKeyPair", "laptop-ed25519"));
		this.sandbox.untilSettled("blue");
		assertThat(living()).hasSize(1).doesNotContain(old);
	}

	@Test
	void aRollbackThatFindsNoMachineEitherFailsUntilTheGroupIsSkipped() {
		launch("production", Map.of());
		String old = living().get(0);
		update(Map.of("ManagerInstanceType", "r6i.large"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue"))
			.endsWith("UPDATE_ROLLBACK_FAILED The following resource(s) failed to update: [ManagerGroup]. ");
		assertThat(activities(false)).first()
			.satisfies((activity) -> assertThat(activity.statusMessage()).contains("sufficient r6i.large capacity"));
		this.sandbox.cloudFormation()
			.continueUpdateRollback((request) -> request.stackName("blue").resourcesToSkip(GROUP));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
		assertThat(living()).containsExactly(old);
	}

	@Test
	void aCancelledReplacementLeavesOneManager() {
		launch("production", Map.of());
		for (int seconds = 1; seconds < 30; seconds += 4) {
			update(Map.of("ManagerKeyPair", (seconds % 8 == 1) ? "fleet-admin" : "laptop-ed25519"));
			this.sandbox.clock.advance(Duration.ofSeconds(seconds));
			if (this.sandbox.status("blue").equals("UPDATE_IN_PROGRESS")) {
				this.sandbox.cloudFormation().cancelUpdateStack((request) -> request.stackName("blue"));
			}
			this.sandbox.untilSettled("blue");
			assertThat(living()).as("cancelled after %d s", seconds).hasSize(1);
			assertThat(group().instances()).hasSize(1);
		}
	}

	@Test
	void aManagerThatSomebodyEndsIsReplacedByItsGroup() {
		launch("production", Map.of());
		this.sandbox.clock.advance(Duration.ofMinutes(10));
		String old = living().get(0);
		ec2().terminateInstances((request) -> request.instanceIds(old));
		this.sandbox.clock.advance(Duration.ofMinutes(3));
		String heir = living().get(0);
		assertThat(living()).hasSize(1).doesNotContain(old);
		assertThat(group().instances()).extracting((instance) -> instance.instanceId()).containsExactly(heir);
		assertThat(reporting()).contains(old, heir);
		ec2().stopInstances((request) -> request.instanceIds(heir));
		this.sandbox.clock.advance(Duration.ofMinutes(3));
		assertThat(living()).as("a stopped one is replaced, too").hasSize(1).doesNotContain(old, heir);
		String third = living().get(0);
		update(Map.of("ManagerKeyPair", "fleet-admin"));
		this.sandbox.untilSettled("blue");
		assertThat(living()).hasSize(1).doesNotContain(old, heir, third);
		assertThat(this.sandbox.story("blue", GROUP)).contains(
				"UPDATE_IN_PROGRESS Terminating instance(s) [%s]; replacing with 0 new instance(s).".formatted(third));
	}

	@Test
	void aDeletedStackTakesItsManagerAlong() {
		launch("production", Map.of());
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(id);
		assertThat(living()).isEmpty();
	}

	@Test
	void aManagerThatIsAResourceOfItsOwnGivesWayToAGroup() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
		String old = this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("blue").logicalResourceId("Manager"))
			.stackResources()
			.get(0)
			.physicalResourceId();
		this.sandbox.update("blue", ManagerGroupTest::grouped);
		while (!this.sandbox.status("blue").equals("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")) {
			this.sandbox.clock.advance(Duration.ofMillis(100));
		}
		assertThat(state(old)).as("it is stopped before the new one speaks").isEqualTo("stopped");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_COMPLETE");
		assertThat(state(old)).isEqualTo("terminated");
		assertThat(living()).hasSize(1);
		assertThat(this.sandbox.story("blue", "Manager")).endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
	}

	@Test
	void aGroupThatFailsLeavesTheManagerAsItWas() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
		String old = this.sandbox.story("blue", "Manager").get(2).replaceFirst(".*UniqueId ", "");
		this.sandbox.update("blue",
				(template) -> grouped(template).replace("InstanceType: t3.nano", "InstanceType: t3.mikro"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
		assertThat(state(old)).isEqualTo("running");
	}

	/** The small template with its manager in a group. */
	private static String grouped(String template) {
		return template
			.replaceFirst("(?s)  Manager:\n.*?(?=  Address:)",
					"""
							  ManagerTemplate:
							    Type: AWS::EC2::LaunchTemplate
							    Properties: { LaunchTemplateData: { ImageId: !Ref Image, InstanceType: t3.nano } }
							  ManagerGroup:
							    Type: AWS::AutoScaling::AutoScalingGroup
							    CreationPolicy: { ResourceSignal: { Timeout: PT15M } }
							    Properties:
							      MinSize: '1'
							      MaxSize: '2'
							      VPCZoneIdentifier: [!Select [0, !Ref SubnetIds]]
							      LaunchTemplate: { LaunchTemplateId: !Ref ManagerTemplate, Version: !GetAtt ManagerTemplate.LatestVersionNumber }
							""")
			.replace("{ InstanceId: !Ref Manager }", "{ Domain: vpc }")
			.replace("  ManagerIP: { Value: !GetAtt Manager.PrivateIp }\n", "");
	}

	private String state(String instance) {
		return ec2().describeInstances((request) -> request.instanceIds(instance))
			.reservations()
			.get(0)
			.instances()
			.get(0)
			.state()
			.nameAsString();
	}

	private void launch(String vpc, Map<String, String> values) {
		this.sandbox.create("blue", vpc,
				(request) -> request.templateBody(template()).parameters(this.sandbox.parameters(vpc, values)));
		this.sandbox.untilSettled("blue");
	}

	private void update(Map<String, String> values) {
		this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue")
				.usePreviousTemplate(true)
				.capabilitiesWithStrings("CAPABILITY_IAM")
				.parameters(this.sandbox.parameters("production", new HashMap<>(values))));
	}

	private static String template() {
		return SandboxFixture.template("blueprints/docker-autoscaler.yaml")
			.replace("ReportVersion: '0'", "ReportVersion: '1'");
	}

	private Ec2Client ec2() {
		return this.sandbox.aws.ec2(place());
	}

	private Place place() {
		return Place.in(this.sandbox.aws.defaultRegion());
	}

	private List<Instance> managers() {
		return ec2()
			.describeInstances((request) -> request
				.filters((filter) -> filter.name("tag:aws:cloudformation:logical-id").values(GROUP)))
			.reservations()
			.stream()
			.flatMap((reservation) -> reservation.instances().stream())
			.toList();
	}

	private List<String> living() {
		return managers().stream()
			.filter((manager) -> manager.state().nameAsString().equals("running"))
			.map(Instance::instanceId)
			.toList();
	}

	private AutoScalingGroup group() {
		return this.sandbox.aws.autoScaling(place())
			.describeAutoScalingGroups((request) -> request.autoScalingGroupNames("blue-manager"))
			.autoScalingGroups()
			.get(0);
	}

	private String lifecycle(String id) {
		return group().instances()
			.stream()
			.filter((instance) -> instance.instanceId().equals(id))
			.map((instance) -> instance.lifecycleStateAsString())
			.findFirst()
			.orElse("");
	}

	private List<Activity> activities(boolean deleted) {
		return this.sandbox.aws.autoScaling(place())
			.describeScalingActivities(
					(request) -> request.autoScalingGroupName("blue-manager").includeDeletedGroups(deleted))
			.activities();
	}

	private List<String> streams() {
		return this.sandbox.aws.logs(place())
			.describeLogStreams((request) -> request.logGroupName("/runner-fleet/blue"))
			.logStreams()
			.stream()
			.map(LogStream::logStreamName)
			.toList();
	}

	/** Each step that a manager tells of and how that went. */
	private List<String> told(String manager) {
		return this.sandbox.aws.logs(place())
			.getLogEvents(
					(request) -> request.logGroupName("/runner-fleet/blue").logStreamName(manager + "/runner-fleet"))
			.events()
			.stream()
			.map((event) -> JsonMapper.shared().readTree(event.message()))
			.map((line) -> line.get("step").asString() + " " + line.get("outcome").asString())
			.toList();
	}

	/** The managers that report. */
	private List<String> reporting() {
		return streams().stream()
			.filter((stream) -> stream.endsWith("/pulse"))
			.map((stream) -> stream.replace("/pulse", ""))
			.toList();
	}

}
