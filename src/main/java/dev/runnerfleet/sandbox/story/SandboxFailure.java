package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.MachineTypes;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.manager.ManagerLog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Why a resource cannot be created in the sandbox's world.
 *
 * @param reason AWS's words
 * @param after how long it takes until it fails
 * @param initiated whether the thing exists by then
 */
record SandboxFailure(String reason, Duration after, boolean initiated) {

	/**
	 * A machine that is given this type while it exists starts neither with it nor with
	 * its old one.
	 */
	static final String FATAL_TYPE = "r6i.large";

	private static final Duration REFUSAL = Duration.ofMillis(1500);

	/** What goes wrong with a change in place, empty if all goes well. */
	static Optional<SandboxFailure> ofChange(Modification change, SandboxNetwork network) {
		return ofRestart(change, change.after(), network);
	}

	/** What goes wrong with taking a change back, empty if all goes well. */
	static Optional<SandboxFailure> ofWayBack(Modification change, SandboxNetwork network) {
		return ofRestart(change, change.before(), network);
	}

	private static Optional<SandboxFailure> ofRestart(Modification change, @Nullable DeployedResource wanted,
			SandboxNetwork network) {
		if (wanted == null) {
			return Optional.empty();
		}
		boolean fatal = change.resource().type().equals("AWS::EC2::Instance")
				&& change.kind() == Modification.Kind.CHANGE
				&& change.resource().property("InstanceType").equals(FATAL_TYPE)
				&& change.changes().stream().anyMatch((part) -> part.path().equals("/Properties/InstanceType"));
		return fatal ? network.subnetsNamedIn(wanted.properties())
			.stream()
			.findFirst()
			.map((place) -> noCapacity(wanted, place, network)) : Optional.empty();
	}

	/** What goes wrong with a resource's creation, empty if all goes well. */
	static Optional<SandboxFailure> of(DeployedResource resource, SandboxNetwork network, SandboxOperation operation) {
		return ofAccount(resource, network, operation.account()).or(() -> switch (resource.type()) {
			case "AWS::EC2::Instance" -> ofMachine(resource, network, operation.fault());
			case "AWS::S3::Bucket" -> ofBucket(resource);
			default -> Optional.empty();
		});
	}

	private static Optional<SandboxFailure> ofAccount(DeployedResource resource, SandboxNetwork network,
			Set<AccountFault> account) {
		boolean large = resource.type().equals("AWS::EC2::Instance")
				&& MachineTypes.vcpus(type(resource)) > AccountFault.SMALL_QUOTA;
		return account.stream()
			.flatMap((fault) -> (fault == AccountFault.QUOTA) ? (large ? fault.scaling().stream() : Stream.empty())
					: fault.failure(resource.type()).stream())
			.findFirst()
			.map((words) -> new SandboxFailure(words.replace("{id}", resource.physicalId())
				.replace("{region}", network.region())
				.replace("{request}", Ids.uuid(resource.physicalId(), words))
				.replace("{template}", Ids.ec2("lt", resource.physicalId()))
				.replace("{profile}", resource.property("IamInstanceProfile")), REFUSAL, false));
	}

	private static Optional<SandboxFailure> ofBucket(DeployedResource bucket) {
		return Optional.of(bucket.property("BucketName"))
			.filter(SandboxAccount::isTaken)
			.map((name) -> new SandboxFailure(
					"""
							Resource handler returned message: "The requested bucket name is not available. The bucket namespace is \
							shared by all users of the system. Please select a different name and try again. (Service: S3, Status \
							Code: 409, Request ID: %s)" (RequestToken: %s, HandlerErrorCode: AlreadyExists)\
							"""
						.formatted(Ids.suffix(16, name), Ids.uuid(name)),
					REFUSAL, false));
	}

	private static Optional<SandboxFailure> ofMachine(DeployedResource resource, SandboxNetwork network,
			@Nullable ManagerFault fault) {
		String keyName = resource.property("KeyName");
		if (!keyName.isEmpty() && network.keyPairs().stream().noneMatch((key) -> key.keyName().equals(keyName))) {
			return Optional.of(refused(new MachineFailure("InvalidKeyPair.NotFound", 400,
					"The key pair '%s' does not exist".formatted(keyName)), resource));
		}
		Subnet subnet = network.subnetsNamedIn(resource.properties()).stream().findFirst().orElse(null);
		Optional<SandboxFailure> refusal = MachineFailure.of(resource.properties(), type(resource), subnet, network)
			.map((why) -> refused(why, resource));
		if (refusal.isPresent() || !resource.awaitsSignal()) {
			return refusal;
		}
		if (!hasWayOut(resource, network)) {
			return Optional
				.of(new SandboxFailure("Failed to receive %s resource signal(s) within the specified duration"
					.formatted(signals(resource)), Pace.SIGNAL_TIMEOUT, true));
		}
		return ManagerLog.failsAfter(resource.metadata(), fault)
			.map((after) -> new SandboxFailure("Received FAILURE signal with UniqueId " + resource.physicalId(), after,
					true));
	}

	/** Whether a machine reaches the internet from where it is. */
	static boolean hasWayOut(DeployedResource machine, SandboxNetwork network) {
		return network.subnetsNamedIn(machine.properties())
			.stream()
			.findFirst()
			.filter((place) -> !network.hasWayOut(place, hasPublicAddress(machine, place)))
			.isEmpty();
	}

	private static boolean hasPublicAddress(DeployedResource resource, Subnet subnet) {
		Object interfaces = resource.properties().get("NetworkInterfaces");
		Object first = (interfaces instanceof List<?> list && !list.isEmpty()) ? list.get(0) : null;
		Object asked = TemplateValues.map(first).get("AssociatePublicIpAddress");
		return (asked != null) ? Boolean.parseBoolean(String.valueOf(asked)) : subnet.mapPublicIpOnLaunch();
	}

	private static SandboxFailure noCapacity(DeployedResource resource, Subnet subnet, SandboxNetwork network) {
		String others = network.zones()
			.stream()
			.filter((zone) -> !zone.equals(subnet.availabilityZone()))
			.collect(Collectors.joining(", "));
		return refused(MachineFailure.noCapacity(type(resource), subnet.availabilityZone(), others), resource);
	}

	private static SandboxFailure refused(MachineFailure why, DeployedResource resource) {
		return new SandboxFailure(
				"%s (Service: AmazonEC2; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
					.formatted(why.message(), why.status(), why.code(), Ids.uuid(resource.physicalId(), why.code())),
				REFUSAL, false);
	}

	private static String type(DeployedResource resource) {
		return resource.property("InstanceType").isEmpty() ? "m1.small" : resource.property("InstanceType");
	}

	private static Object signals(DeployedResource resource) {
		Map<String, Object> policy = TemplateValues.map(resource.declaration().attributes().get("CreationPolicy"));
		return TemplateValues.map(policy.get("ResourceSignal")).getOrDefault("Count", 1);
	}

}
