package dev.runnerfleet.sandbox.story;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.MachineTypes;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.MachineTypes.Span;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Why EC2 has no machine to give, in its words.
 *
 * @param code EC2's error code
 * @param status the HTTP status
 * @param message what it says
 */
record MachineFailure(String code, int status, String message) {

	/** The addresses that the manager has taken from wherever its workers are to be. */
	private static final int OF_MANAGER = 1;

	/** How an activity of a group ends that starts no machine. */
	static final String FAILED = " Launching EC2 instance failed.";

	/**
	 * Why there is no machine of a type.
	 * @param declared what the machine is to be: an instance's properties or a launch
	 * template's data
	 * @param subnet where it is to be, {@code null} if nobody says
	 */
	static Optional<MachineFailure> of(Map<String, Object> declared, String type, @Nullable Subnet subnet,
			SandboxNetwork network) {
		return of(declared, type, subnet, 0, network);
	}

	/** Why no machine is made of a launch template, wherever it is to be. */
	static Optional<MachineFailure> ofTemplate(ManagerLaunch launch, SandboxNetwork network) {
		return ofKey(launch, network).or(() -> of(launch.data(), launch.type(), null, network));
	}

	/** Why there is no key pair of a machine's. */
	static Optional<MachineFailure> ofKey(ManagerLaunch launch, SandboxNetwork network) {
		String name = launch.property("KeyName");
		boolean known = name.isEmpty() || network.keyPairs().stream().anyMatch((key) -> key.keyName().equals(name));
		return known ? Optional.empty()
				: refused("InvalidKeyPair.NotFound", "The key pair '%s' does not exist".formatted(name));
	}

	/** Why a group's machine does not start, in the words of the group's activities. */
	static Optional<String> ofManager(ManagerLaunch launch, Set<AccountFault> account, SandboxNetwork network) {
		boolean large = MachineTypes.vcpus(launch.type()) > AccountFault.SMALL_QUOTA;
		return account.stream()
			.filter((fault) -> fault != AccountFault.SPOT && (fault != AccountFault.QUOTA || large))
			.flatMap((fault) -> fault.scaling().stream())
			.findFirst()
			.or(() -> launch.isEncryptedWith(SandboxAccount.ownKey(network.region())) ? AccountFault.EBS_KEY.scaling()
					: Optional.empty())
			.or(() -> launch.place()
				.flatMap((place) -> inSubnet(launch.type(), place, 0, network))
				.map((why) -> why.message() + FAILED));
	}

	private static Optional<MachineFailure> of(Map<String, Object> declared, String type, @Nullable Subnet subnet,
			int taken, SandboxNetwork network) {
		String image = String.valueOf(declared.getOrDefault("ImageId", ""));
		if (!MachineTypes.hasImage(image)) {
			return refused("InvalidAMIID.NotFound", "The image id '[%s]' does not exist".formatted(image));
		}
		if (!MachineTypes.exists(type)) {
			return refused("InvalidParameterValue", "Invalid value '%s' for InstanceType.".formatted(type));
		}
		return unlikeImage(type, image)
			.or(() -> Optional.ofNullable(subnet).flatMap((each) -> inSubnet(type, each, taken, network)))
			.or(() -> tooSmall(declared, image));
	}

	private static boolean isSpot(DeployedResource group) {
		Object share = TemplateValues.map(policy(group).get("InstancesDistribution"))
			.get("OnDemandPercentageAboveBaseCapacity");
		return share != null && !String.valueOf(share).equals("100");
	}

	private static Map<String, Object> policy(DeployedResource group) {
		return TemplateValues.map(group.properties().get("MixedInstancesPolicy"));
	}

	/**
	 * Why a group of workers starts none, in the words of its activities; empty if it
	 * does.
	 */
	static Optional<String> ofWorkers(DeployedResource group, Deployment deployment, SandboxNetwork network) {
		return deployment.operation()
			.account()
			.stream()
			.filter((fault) -> fault != AccountFault.SPOT || isSpot(group))
			.flatMap((fault) -> fault.scaling().stream())
			.findFirst()
			.or(() -> ofGroup(group, deployment, network).map((why) -> why.message() + FAILED));
	}

	private static Optional<MachineFailure> ofGroup(DeployedResource group, Deployment deployment,
			SandboxNetwork network) {
		Map<String, Object> policy = policy(group);
		String price = String
			.valueOf(TemplateValues.map(policy.get("InstancesDistribution")).getOrDefault("SpotMaxPrice", ""));
		Map<String, Object> template = TemplateValues.map(policy.get("LaunchTemplate"));
		Map<String, Object> data = deployment.resources()
			.stream()
			.filter((resource) -> String.valueOf(policy.get("LaunchTemplate")).contains(resource.physicalId()))
			.map((resource) -> TemplateValues.map(resource.properties().get("LaunchTemplateData")))
			.findFirst()
			.orElse(Map.of());
		List<String> types = TemplateValues.list(template.get("Overrides"))
			.stream()
			.flatMap((override) -> types(TemplateValues.map(override), String.valueOf(data.get("ImageId"))))
			.toList();
		if (types.isEmpty()) {
			return refused("UnfulfillableCapacity", "Unable to fulfill capacity due to your request configuration. "
					+ "Please adjust your request and try again.");
		}
		BigDecimal asked = types.stream()
			.map(MachineTypes::spotPrice)
			.min(Comparator.naturalOrder())
			.orElse(BigDecimal.ZERO);
		if (isSpot(group) && price.matches("\\d{1,6}(\\.\\d{1,6})?") && asked.compareTo(new BigDecimal(price)) > 0) {
			return refused("SpotMaxPriceTooLow",
					"Your Spot request price of %s is lower than the minimum required Spot ".formatted(price)
							+ "request fulfillment price of %s.".formatted(asked.toPlainString()));
		}
		List<Optional<MachineFailure>> tries = network.subnetsNamedIn(group.properties())
			.stream()
			.flatMap((subnet) -> types.stream().map((type) -> of(data, type, subnet, OF_MANAGER, network)))
			.toList();
		return tries.stream().allMatch(Optional::isPresent) ? tries.stream().flatMap(Optional::stream).findFirst()
				: Optional.empty();
	}

	/** The type that is named, or those that have what is asked for. */
	private static Stream<String> types(Map<String, Object> override, String image) {
		Map<String, Object> wanted = TemplateValues.map(override.get("InstanceRequirements"));
		return wanted.isEmpty() ? TemplateValues.texts(override)
				: MachineTypes
					.matching(MachineTypes.imageArchitecture(image), span(wanted.get("VCpuCount")),
							span(wanted.get("MemoryMiB")), "included".equals(wanted.get("BurstablePerformance")))
					.stream();
	}

	private static Span span(@Nullable Object range) {
		Map<String, Object> ends = TemplateValues.map(range);
		return Span.parse(ends.get("Min") + "-" + ends.get("Max"));
	}

	private static Optional<MachineFailure> inSubnet(String type, Subnet subnet, int taken, SandboxNetwork network) {
		String zone = subnet.availabilityZone();
		String others = network.zones()
			.stream()
			.filter((each) -> !each.equals(zone) && MachineTypes.isOffered(type, each))
			.collect(Collectors.joining(", "));
		if (!MachineTypes.isOffered(type, zone)) {
			return refused("Unsupported", others.isEmpty()
					? "The requested configuration is currently not supported. Please check the documentation for "
							+ "supported configurations."
					: ("Your requested instance type (%s) is not supported in your requested Availability Zone (%s). "
							+ "Please retry your request by not specifying an Availability Zone or choosing %s.")
						.formatted(type, zone, others));
		}
		if (subnet.availableIpAddressCount() <= taken) {
			return refused("InsufficientFreeAddressesInSubnet",
					"There are not enough free addresses in subnet '%s' to satisfy the requested number of instances."
						.formatted(subnet.subnetId()));
		}
		return network.hasCapacity(subnet) ? Optional.empty() : Optional.of(noCapacity(type, zone, others));
	}

	/** EC2 has no machine of a type in a zone at present. */
	static MachineFailure noCapacity(String type, String zone, String others) {
		return new MachineFailure("InsufficientInstanceCapacity", 500, """
				We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). \
				Our system will be working on provisioning additional capacity. You can currently get %s capacity \
				by not specifying an Availability Zone in your request or choosing %s.\
				""".formatted(type, zone, type, others));
	}

	private static Optional<MachineFailure> unlikeImage(String type, String image) {
		String ofType = MachineTypes.architecture(type);
		String ofImage = MachineTypes.imageArchitecture(image);
		return (image.isEmpty() || ofType.equals(ofImage)) ? Optional.empty() : refused("InvalidParameterValue", """
				The architecture '%s' of the specified instance type does not match the architecture '%s' of the \
				specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. \
				You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the \
				instance type or AMI.""".formatted(ofType, ofImage));
	}

	private static Optional<MachineFailure> tooSmall(Map<String, Object> declared, String image) {
		int wanted = TemplateValues.list(declared.get("BlockDeviceMappings"))
			.stream()
			.map((disk) -> TemplateValues.map(TemplateValues.map(disk).get("Ebs")).get("VolumeSize"))
			.map(String::valueOf)
			.filter((size) -> size.matches("\\d{1,5}"))
			.map(Integer::parseInt)
			.findFirst()
			.orElse(Integer.MAX_VALUE);
		int needed = MachineTypes.imageSize(image);
		return (wanted >= needed) ? Optional.empty()
				: refused("InvalidBlockDeviceMapping",
						"Volume of size %dGB is smaller than snapshot 'snap-0b16%s', expect size >= %dGB"
							.formatted(wanted, image.substring(image.length() - 6), needed));
	}

	private static Optional<MachineFailure> refused(String code, String message) {
		return Optional.of(new MachineFailure(code, 400, message));
	}

}
