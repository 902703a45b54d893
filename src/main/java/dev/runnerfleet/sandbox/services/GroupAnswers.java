package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.story.AttributeValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Puts an Auto Scaling group into its service's words. */
final class GroupAnswers {

	/** How long EC2 takes to start a machine. */
	private static final Duration PENDING = Duration.ofSeconds(20);

	private GroupAnswers() {
	}

	static AutoScalingGroup group(Group group, SandboxNetwork network, Instant now) {
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
			.instances(group.members().stream().map((seat) -> instance(seat, subnets, now, group)).toList())
			.build();
	}

	private static Instance instance(Group.Seat seat, List<Subnet> subnets, Instant now, Group group) {
		boolean hooked = group.resource().isOfManager();
		Optional<Subnet> subnet = subnets.isEmpty() ? Optional.empty()
				: Optional.of(subnets.get(Ids.number(subnets.size(), seat.member().id())));
		return Instance.builder()
			.instanceId(seat.member().id())
			.instanceType(seat.member().type())
			.availabilityZone(subnet.map(Subnet::availabilityZone).orElse(null))
			.healthStatus("Healthy")
			.launchTemplate(template(group, seat.member().id()))
			.lifecycleState(lifecycle(seat.member(), now) + ((hooked && seat.member().endsAt() != null) ? ":Wait" : ""))
			.protectedFromScaleIn(seat.isProtected())
			.build();
	}

	/** What a manager was started from, which tells the new one from the old one. */
	private static @Nullable LaunchTemplateSpecification template(Group group, String id) {
		String template = String
			.valueOf(TemplateValues.map(group.resource().properties().get("LaunchTemplate")).get("LaunchTemplateId"));
		return group.history()
			.machines()
			.stream()
			.filter((machine) -> machine.id().equals(id))
			.findFirst()
			.map((machine) -> LaunchTemplateSpecification.builder()
				.launchTemplateId(template)
				.version(machine.version())
				.build())
			.orElse(null);
	}

	private static String lifecycle(Worker worker, Instant now) {
		return (worker.endsAt() != null) ? "Terminating"
				: worker.launchedAt().plus(PENDING).isAfter(now) ? "Pending" : "InService";
	}

}
