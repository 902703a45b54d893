package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.account.Ids;
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
	static Optional<SandboxFailure> of(DeployedResource resource, SandboxNetwork network,
			@Nullable ManagerFault fault) {
		if (!resource.type().equals("AWS::EC2::Instance")) {
			return Optional.empty();
		}
		String keyName = resource.property("KeyName");
		if (!keyName.isEmpty() && network.keyPairs().stream().noneMatch((key) -> key.keyName().equals(keyName))) {
			return Optional.of(refused("The key pair '%s' does not exist".formatted(keyName), 400,
					"InvalidKeyPair.NotFound", resource));
		}
		Optional<Subnet> subnet = network.subnetsNamedIn(resource.properties()).stream().findFirst();
		if (subnet.filter((place) -> !network.hasCapacity(place)).isPresent()) {
			return Optional.of(noCapacity(resource, subnet.get(), network));
		}
		if (!resource.awaitsSignal()) {
			return Optional.empty();
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
		String type = resource.property("InstanceType").isEmpty() ? "m1.small" : resource.property("InstanceType");
		String others = network.zones()
			.stream()
			.filter((zone) -> !zone.equals(subnet.availabilityZone()))
			.collect(Collectors.joining(", "));
		return refused("""
				We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). \
				Our system will be working on provisioning additional capacity. You can currently get %s capacity \
				by not specifying an Availability Zone in your request or choosing %s.\
				""".formatted(type, subnet.availabilityZone(), type, others), 500, "InsufficientInstanceCapacity",
				resource);
	}

	private static SandboxFailure refused(String message, int status, String code, DeployedResource resource) {
		return new SandboxFailure(
				"%s (Service: AmazonEC2; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)".formatted(
						message, status, code, Ids.uuid(resource.physicalId(), code)),
				Duration.ofMillis(1500), false);
	}

	private static Object signals(DeployedResource resource) {
		Map<String, Object> policy = TemplateValues.map(resource.declaration().attributes().get("CreationPolicy"));
		return TemplateValues.map(policy.get("ResourceSignal")).getOrDefault("Count", 1);
	}

}
