package dev.runnerfleet.sandbox.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.story.AttributeValues;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Puts an Auto Scaling group into its service's words. */
final class GroupAnswers {

	private GroupAnswers() {
	}

	static AutoScalingGroup group(Group group, SandboxNetwork network) {
		List<Subnet> subnets = network.subnetsNamedIn(group.resource().properties());
		return AutoScalingGroup.builder()
			.autoScalingGroupName(group.name())
			.autoScalingGroupARN(AttributeValues.of(group.resource(), "Arn", network))
			.minSize(group.size().min())
			.maxSize(group.size().max())
			.desiredCapacity(group.size().desired())
			.createdTime(group.thing().createdAt())
			.newInstancesProtectedFromScaleIn(
					Boolean.parseBoolean(group.resource().property("NewInstancesProtectedFromScaleIn")))
			.availabilityZones(subnets.stream().map(Subnet::availabilityZone).distinct().toList())
			.vpcZoneIdentifier(String.join(",", subnets.stream().map(Subnet::subnetId).toList()))
			.instances(group.members().stream().map((seat) -> instance(group, seat, subnets)).toList())
			.build();
	}

	/** The type of a group's machines, as far as the template says it here. */
	static String instanceType(Group group) {
		Map<String, Object> policy = TemplateValues.map(group.resource().properties().get("MixedInstancesPolicy"));
		Object overrides = TemplateValues.map(policy.get("LaunchTemplate")).get("Overrides");
		return TemplateValues.texts(overrides).findFirst().orElse("t3.micro");
	}

	private static Instance instance(Group group, Group.Seat seat, List<Subnet> subnets) {
		Optional<Subnet> subnet = subnets.isEmpty() ? Optional.empty()
				: Optional.of(subnets.get(Ids.number(subnets.size(), seat.member().id())));
		return Instance.builder()
			.instanceId(seat.member().id())
			.instanceType(instanceType(group))
			.availabilityZone(subnet.map(Subnet::availabilityZone).orElse(null))
			.healthStatus("Healthy")
			.lifecycleState((seat.member().endsAt() != null) ? "Terminating" : "InService")
			.protectedFromScaleIn(seat.isProtected())
			.build();
	}

}
