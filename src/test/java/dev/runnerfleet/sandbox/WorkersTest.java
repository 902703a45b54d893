package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.cleanup.LeftoverTools;
import dev.runnerfleet.cleanup.Machines;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WorkersTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void aGroupGrowsAndShrinksByItself() {
		String name = launch("docker-autoscaler");
		List<Integer> sizes = new ArrayList<>();
		for (int minute = 0; minute < 30; minute++) {
			sizes.add(group(name).instances().size());
			this.sandbox.clock.advance(Duration.ofMinutes(1));
		}
		assertThat(sizes).allMatch((size) -> size <= 10).contains(0).anyMatch((size) -> size > 2);
		assertThat(group(name).desiredCapacity()).isEqualTo(group(name).instances().size());
	}

	@Test
	void protectedWorkersStayUntilTheirProtectionIsTakenOff() {
		String name = launch("docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		List<String> busy = protectedOnes(name);
		assertThat(busy).isNotEmpty();
		autoScaling().updateAutoScalingGroup(
				(request) -> request.autoScalingGroupName(name).minSize(0).maxSize(0).desiredCapacity(0));
		assertThat(group(name).instances()).extracting(Instance::lifecycleStateAsString)
			.contains("InService", "Terminating");
		this.sandbox.clock.advance(Duration.ofSeconds(5));
		assertThat(group(name).instances()).extracting(Instance::instanceId).containsExactlyElementsOf(busy);
		this.sandbox.clock.advance(Duration.ofMinutes(20));
		autoScaling().setInstanceProtection(
				(request) -> request.autoScalingGroupName(name).instanceIds(busy).protectedFromScaleIn(false));
		this.sandbox.clock.advance(Duration.ofSeconds(5));
		assertThat(group(name).instances()).isEmpty();
	}

	@Test
	void aGroupWithProtectedWorkersKeepsItsStackFromGoing() {
		String name = launch("docker-autoscaler");
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		assertThat(protectedOnes(name)).isNotEmpty();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.stack(id).stackStatusReason())
			.isEqualTo("The following resource(s) failed to delete: [WorkerGroup]. ");
		assertThat(this.sandbox.story(id, "WorkerGroup"))
			.anyMatch((event) -> event.startsWith("DELETE_FAILED Group did not stabilize."));
		assertThat(this.sandbox.story(id, "WorkerTemplate")).as("what the group needs").endsWith("CREATE_COMPLETE");
	}

	@Test
	void aGroupThatWasClosedIsItsManagersAgainOnceItIsOpened() {
		String name = launch("docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		autoScaling().updateAutoScalingGroup(
				(request) -> request.autoScalingGroupName(name).minSize(0).maxSize(0).desiredCapacity(0));
		this.sandbox.clock.advance(Duration.ofMinutes(30));
		autoScaling().updateAutoScalingGroup(
				(request) -> request.autoScalingGroupName(name).minSize(0).maxSize(10).desiredCapacity(2));
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		assertThat(autoScaling().describeAutoScalingGroups((request) -> request.autoScalingGroupNames(name))
			.autoScalingGroups()).singleElement().satisfies((group) -> {
				assertThat(group.maxSize()).isEqualTo(10);
				assertThat(group.instances()).isNotEmpty();
			});
	}

	@Test
	void aManagerStopsWithItsWorkersAndStartsAnew() {
		launch("docker-machine");
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		String manager = this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("blue").logicalResourceId("Manager"))
			.stackResources()
			.get(0)
			.physicalResourceId();
		ec2().stopInstances((request) -> request.instanceIds(manager));
		assertThat(state(manager)).isEqualTo("stopping");
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(state(manager)).isEqualTo("stopped");
		assertThat(workers()).isEmpty();
		ec2().startInstances((request) -> request.instanceIds(manager));
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		assertThat(state(manager)).isEqualTo("running");
		assertThat(workers()).isNotEmpty();
	}

	private String state(String instanceId) {
		return ec2().describeInstances((request) -> request.instanceIds(instanceId))
			.reservations()
			.get(0)
			.instances()
			.get(0)
			.state()
			.nameAsString();
	}

	@Test
	void aGroupWithoutNamedTypesTakesThoseThatMatch() {
		String name = launch("docker-autoscaler", Map.of("WorkerVcpus", "2-4", "WorkerMemory", "8192"));
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		List<String> types = ec2()
			.getInstanceTypesFromInstanceRequirements((request) -> request.architectureTypesWithStrings("x86_64")
				.instanceRequirements((wanted) -> wanted.vCpuCount((range) -> range.min(2).max(4))
					.memoryMiB((range) -> range.min(8192).max(8192))))
			.instanceTypes()
			.stream()
			.map((type) -> type.instanceType())
			.toList();
		assertThat(types).contains("m7i.large", "c7i.xlarge").doesNotContain("t3.large", "m4.large", "m7g.large");
		assertThat(group(name).instances()).isNotEmpty()
			.allSatisfy((instance) -> assertThat(types).contains(instance.instanceType()));
	}

	@Test
	void unknownGroupsAndImpossibleSizesAreRefused() {
		String name = launch("docker-autoscaler");
		assertThat(autoScaling().describeAutoScalingGroups((request) -> request.autoScalingGroupNames("other"))
			.autoScalingGroups()).isEmpty();
		assertThatExceptionOfType(AutoScalingException.class)
			.isThrownBy(() -> autoScaling().updateAutoScalingGroup((request) -> request.autoScalingGroupName("other")))
			.withMessageContaining("AutoScalingGroup other not found");
		assertThatExceptionOfType(AutoScalingException.class)
			.isThrownBy(() -> autoScaling()
				.updateAutoScalingGroup((request) -> request.autoScalingGroupName(name).maxSize(1).desiredCapacity(2)))
			.withMessageContaining("Desired capacity:2 must be between the specified min size:0 and max size:1");
	}

	@Test
	void workersOfDockerMachineAreFoundByTagAndOutliveTheirStack() {
		launch("docker-machine");
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.clock.advance(Duration.ofMinutes(6));
		assertThat(workers()).isNotEmpty();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.story(id, "WorkerSecurityGroup"))
			.anyMatch((event) -> event.startsWith("DELETE_FAILED") && event.contains("has a dependent object"));
		List<String> orphans = workers();
		assertThat(orphans).isNotEmpty();
		assertThat(ec2().terminateInstances((request) -> request.instanceIds(orphans)).terminatingInstances())
			.hasSameSizeAs(orphans);
		assertThat(workers()).isEmpty();
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(workers()).as("no manager makes more").isEmpty();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName(id));
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_COMPLETE");
	}

	@Test
	void workersOfTheOriginalTemplateOutliveItsManager() {
		this.sandbox.cloudFormation()
			.createStack((request) -> request.stackName("old")
				.templateBody(SandboxFixture.template("sandbox/original.yaml"))
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(parameter("VpcId", this.sandbox.vpc("production").vpcId()),
						parameter("SubnetId", this.sandbox.subnets("production").get(0)),
						parameter("GitlabToken", SandboxFixture.TOKEN)));
		this.sandbox.untilSettled("old");
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		String group = thing("RunnersSecurityGroup");
		Machines machines = new LeftoverTools(this.sandbox.aws).machines();
		Place place = Place.in(this.sandbox.aws.defaultRegion());
		assertThat(machines.count(place, Machines.GROUP + group).count()).isPositive();
		machines.stopManager(place, thing("Manager"));
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(machines.stopManager(place, thing("Manager")).count()).isZero();
		assertThat(machines.terminate(place, Machines.GROUP + group).count()).isPositive();
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(machines.count(place, Machines.GROUP + group).count()).isZero();
	}

	private static Parameter parameter(String key, String value) {
		return Parameter.builder().parameterKey(key).parameterValue(value).build();
	}

	private String thing(String logicalId) {
		return this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("old"))
			.stackResources()
			.stream()
			.filter((resource) -> resource.logicalResourceId().equals(logicalId))
			.map(StackResource::physicalResourceId)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void logsOutliveTheStackUntilTheyAreDeleted() {
		launch("docker-autoscaler");
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(id);
		logs().deleteLogGroup((request) -> request.logGroupName("/runner-fleet/blue"));
		assertThatExceptionOfType(ResourceNotFoundException.class)
			.isThrownBy(() -> logs().deleteLogGroup((request) -> request.logGroupName("/runner-fleet/blue")));
	}

	/** Launches a fleet and gives the name of its group, blank if it has none. */
	private String launch(String blueprint) {
		return launch(blueprint, Map.of());
	}

	private String launch(String blueprint, Map<String, String> values) {
		this.sandbox.create("blue", "production",
				(request) -> request.templateBody(SandboxFixture.template("blueprints/" + blueprint + ".yaml"))
					.parameters(this.sandbox.parameters("production", values)));
		this.sandbox.untilSettled("blue");
		return this.sandbox.stack("blue")
			.outputs()
			.stream()
			.filter((output) -> output.outputKey().equals("WorkerGroupName"))
			.map((output) -> output.outputValue())
			.findFirst()
			.orElse("");
	}

	private AutoScalingGroup group(String name) {
		return autoScaling().describeAutoScalingGroups((request) -> request.autoScalingGroupNames(name))
			.autoScalingGroups()
			.get(0);
	}

	private List<String> protectedOnes(String name) {
		return group(name).instances()
			.stream()
			.filter(Instance::protectedFromScaleIn)
			.map(Instance::instanceId)
			.toList();
	}

	private List<String> workers() {
		return ec2()
			.describeInstances((request) -> request.filters(filter("tag:runner-fleet", "blue"),
					filter("instance-state-name", "pending", "running", "stopping", "stopped")))
			.reservations()
			.stream()
			.flatMap((reservation) -> reservation.instances().stream())
			.map((instance) -> instance.instanceId())
			.toList();
	}

	private static Filter filter(String name, String... values) {
		return Filter.builder().name(name).values(values).build();
	}

	private AutoScalingClient autoScaling() {
		return this.sandbox.aws.autoScaling(Place.in(this.sandbox.aws.defaultRegion()));
	}

	private Ec2Client ec2() {
		return this.sandbox.aws.ec2(Place.in(this.sandbox.aws.defaultRegion()));
	}

	private CloudWatchLogsClient logs() {
		return this.sandbox.aws.logs(Place.in(this.sandbox.aws.defaultRegion()));
	}

}
