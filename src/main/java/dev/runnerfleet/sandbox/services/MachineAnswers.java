package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Puts machines into EC2's words. */
final class MachineAnswers {

	static final Filters<Instance> FILTERS = new Filters<>(Map.of("instance-id", Instance::instanceId,
			"instance-state-name", (instance) -> instance.state().nameAsString(), "instance-type",
			Instance::instanceTypeAsString, "vpc-id", Instance::vpcId, "subnet-id", Instance::subnetId,
			"instance.group-id",
			(instance) -> instance.securityGroups().stream().findFirst().map(GroupIdentifier::groupId).orElse("")));

	private static final Map<String, Integer> CODES = Map.of("pending", 0, "running", 16, "shutting-down", 32,
			"terminated", 48, "stopping", 64, "stopped", 80);

	/**
	 * What an account may have at first, and what others have where none is to be left.
	 */
	static final int ADDRESSES_OF_OTHERS = 5;

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
			.securityGroups(machine.group().isEmpty() ? List.of()
					: List.of(GroupIdentifier.builder().groupId(machine.group()).build()))
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

	/** Only what runs has a status, unless all are asked for. */
	static DescribeInstanceStatusResponse statuses(DescribeInstanceStatusRequest request, SandboxMachines machines,
			Instant now) {
		return DescribeInstanceStatusResponse.builder()
			.instanceStatuses(machines.all()
				.stream()
				.filter((machine) -> request.instanceIds().isEmpty() || request.instanceIds().contains(machine.id()))
				.filter((machine) -> Boolean.TRUE.equals(request.includeAllInstances())
						|| machine.state(now).equals("running"))
				.map((machine) -> status(machine, machines.isImpaired(machine), now))
				.toList())
			.build();
	}

	/** A machine that hangs does not answer, and AWS's own part of it is well. */
	private static InstanceStatus status(Machine machine, boolean impaired, Instant now) {
		String state = machine.state(now);
		String health = !state.equals("running") ? "not-applicable" : impaired ? "impaired" : "ok";
		String system = state.equals("running") ? "ok" : "not-applicable";
		return InstanceStatus.builder()
			.instanceId(machine.id())
			.instanceState((each) -> each.name(state).code(CODES.get(state)))
			.instanceStatus((each) -> each.status(health)
				.details((detail) -> detail.name("reachability").status(impaired ? "failed" : "passed")))
			.systemStatus(
					(each) -> each.status(system).details((detail) -> detail.name("reachability").status("passed")))
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
		return filter.name().equals("tag:" + tag.key())
				&& filter.values().stream().anyMatch((value) -> Filters.matches(value, tag.value()));
	}

	/**
	 * The Elastic IP addresses of a region: those of its stacks and, where none is to be
	 * left of the quota, as many of somebody else's.
	 */
	static DescribeAddressesResponse addresses(StackRegistry stacks) {
		Stream<String> own = stacks.all()
			.stream()
			.flatMap((history) -> history.things("AWS::EC2::EIP").stream())
			.filter((thing) -> thing.goneAt() == null)
			.map((thing) -> thing.physicalId());
		int others = stacks.account().contains(AccountFault.ADDRESSES) ? ADDRESSES_OF_OTHERS : 0;
		return DescribeAddressesResponse.builder()
			.addresses(Stream.concat(own, IntStream.rangeClosed(1, others).mapToObj((last) -> "192.0.2." + last))
				.map((address) -> Address.builder().publicIp(address).publicIpv4Pool("amazon").build())
				.toList())
			.build();
	}

}
