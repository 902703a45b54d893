package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Puts machines into EC2's words. */
final class MachineAnswers {

	static final Filters<Instance> FILTERS = new Filters<>(Map.of("instance-id", Instance::instanceId,
			"instance-state-name", (instance) -> instance.state().nameAsString(), "instance-type",
			Instance::instanceTypeAsString, "vpc-id", Instance::vpcId, "subnet-id", Instance::subnetId));

	private static final Map<String, Integer> CODES = Map.of("pending", 0, "running", 16, "shutting-down", 32,
			"terminated", 48, "stopping", 64, "stopped", 80);

	private MachineAnswers() {
	}

	static Instance instance(Machine machine, SandboxNetwork network, Instant now) {
		Subnet subnet = network.subnets()
			.stream()
			.filter((place) -> place.subnetId().equals(machine.subnetId()))
			.findFirst()
			.orElse(network.subnets().get(0));
		return Instance.builder()
			.instanceId(machine.id())
			.instanceType(machine.type())
			.launchTime(machine.launchedAt())
			.subnetId(subnet.subnetId())
			.vpcId(subnet.vpcId())
			.placement((place) -> place.availabilityZone(subnet.availabilityZone()))
			.state((state) -> state.name(machine.state(now)).code(CODES.get(machine.state(now))))
			.tags(machine.tags()
				.entrySet()
				.stream()
				.map((tag) -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
				.toList())
			.build();
	}

	static Reservation reservation(Instance instance) {
		return Reservation.builder()
			.reservationId("r" + instance.instanceId().substring(1))
			.ownerId(SandboxAccount.ID)
			.instances(instance)
			.build();
	}

	static InstanceStateChange terminating(Machine machine, Instant now) {
		return change(machine, machine.state(now).equals("terminated") ? "terminated" : "shutting-down", now);
	}

	static InstanceStateChange change(Machine machine, String next, Instant now) {
		return InstanceStateChange.builder()
			.instanceId(machine.id())
			.previousState((state) -> state.name(machine.state(now)).code(CODES.get(machine.state(now))))
			.currentState((state) -> state.name(next).code(CODES.get(next)))
			.build();
	}

	static boolean isOfTags(Filter filter) {
		return filter.name().startsWith("tag:") || filter.name().equals("tag-key");
	}

	/** Whether an instance matches all filters that ask for tags. */
	static boolean hasTags(Instance instance, List<Filter> filters) {
		return filters.stream()
			.filter(MachineAnswers::isOfTags)
			.allMatch((filter) -> instance.tags().stream().anyMatch((tag) -> matches(tag, filter)));
	}

	private static boolean matches(Tag tag, Filter filter) {
		if (filter.name().equals("tag-key")) {
			return filter.values().contains(tag.key());
		}
		return filter.name().equals("tag:" + tag.key()) && filter.values().contains(tag.value());
	}

}
