package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
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
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Why a resource cannot be created in the sandbox's world.
 *
 * @param reason AWS's words
 * @param after how long it takes until it fails
 * @param initiated whether the thing exists by then
 * @param before what an event says of it just before, {@code null} if none does
 * @param refusal why a group has no machine, {@code null} if it has one
 */
record SandboxFailure(String reason, Duration after, boolean initiated, @Nullable String before,
		@Nullable String refusal) {

	/**
	 * A machine that is given this type while it exists starts neither with it nor with
	 * its old one.
	 */
	static final String FATAL_TYPE = "r6i.large";

	private static final String SILENCE = "Failed to receive 1 resource signal(s) for the current batch.  "
			+ "Each resource signal timeout is counted as a FAILURE.";

	private static final String UNSATISFIED = "Received %d %s signal(s) out of 1.  Unable to satisfy 100%% "
			+ "MinSuccessfulInstancesPercent requirement";

	private static final Duration REFUSAL = Duration.ofMillis(1500);

	private SandboxFailure(String reason, Duration after, boolean initiated) {
		this(reason, after, initiated, null, null);
	}

	/** What goes wrong with a change in place, empty if all goes well. */
	static Optional<SandboxFailure> ofChange(Modification change, Chapter chapter, SandboxNetwork network) {
		DeployedResource after = change.resource();
		return after.isGroup()
				? ofFatalType(change, chapter, network)
					.or(() -> ofGroup(after, chapter.after(), network, chapter.operation()))
				: ofRestart(change, change.after(), network);
	}

	/** What goes wrong with taking a change back, empty if all goes well. */
	static Optional<SandboxFailure> ofWayBack(Modification change, Chapter chapter, SandboxNetwork network) {
		DeployedResource after = change.resource();
		if (after.isGroup()) {
			return ofFatalType(change, chapter, network);
		}
		return ofRestart(change, change.before(), network);
	}

	private static Optional<SandboxFailure> ofFatalType(Modification change, Chapter chapter, SandboxNetwork network) {
		DeployedResource group = change.resource();
		if (!group.isOfManager() || change.kind() != Modification.Kind.CHANGE) {
			return Optional.empty();
		}
		ManagerLaunch after = ManagerLaunch.of(group, chapter.after(), network);
		boolean fatal = after.type().equals(FATAL_TYPE)
				&& !ManagerLaunch.of(group, chapter.before(), network).type().equals(FATAL_TYPE);
		return !fatal ? Optional.empty()
				: after.place()
					.map((place) -> unsatisfied(0, "SUCCESS", Pace.SIGNAL_TIMEOUT, SILENCE,
							noCapacity(after.type(), place, network).message() + MachineFailure.FAILED));
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
		return fatal
				? network.subnetsNamedIn(wanted.properties())
					.stream()
					.findFirst()
					.map((place) -> refused(noCapacity(wanted.property("InstanceType"), place, network), wanted))
				: Optional.empty();
	}

	/** What goes wrong with a resource's creation, empty if all goes well. */
	static Optional<SandboxFailure> of(DeployedResource resource, Deployment deployment, SandboxNetwork network,
			SandboxOperation operation) {
		return ofAccount(resource, resource.type(), network, operation.account()).or(() -> switch (resource.type()) {
			case "AWS::EC2::Instance" -> ofMachine(resource, deployment, network, operation.fault());
			case "AWS::AutoScaling::AutoScalingGroup" -> ofGroup(resource, deployment, network, operation);
			case "AWS::S3::Bucket" -> ofBucket(resource);
			default -> Optional.empty();
		});
	}

	private static Optional<SandboxFailure> ofAccount(DeployedResource resource, String type, SandboxNetwork network,
			Set<AccountFault> account) {
		String machine = resource.property("InstanceType");
		boolean large = !resource.isGroup() && !machine.isEmpty()
				&& MachineTypes.vcpus(machine) > AccountFault.SMALL_QUOTA;
		return account.stream()
			.flatMap((fault) -> (fault == AccountFault.QUOTA) ? (large ? fault.scaling().stream() : Stream.empty())
					: fault.failure(type).stream())
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

	private static Optional<SandboxFailure> ofMachine(DeployedResource resource, Deployment deployment,
			SandboxNetwork network, @Nullable ManagerFault fault) {
		ManagerLaunch launch = ManagerLaunch.of(resource, deployment, network);
		Optional<SandboxFailure> refusal = MachineFailure.ofKey(launch, network)
			.or(() -> MachineFailure.of(launch.data(), launch.type(), launch.place().orElse(null), network))
			.map((why) -> refused(why, resource));
		if (refusal.isPresent() || !resource.awaitsSignal()) {
			return refusal;
		}
		if (!launch.hasWayOut(network)) {
			return Optional
				.of(new SandboxFailure("Failed to receive %s resource signal(s) within the specified duration"
					.formatted(signals(resource)), Pace.SIGNAL_TIMEOUT, true));
		}
		return ManagerLog.failsAfter(resource.metadata(), fault)
			.map((after) -> new SandboxFailure("Received FAILURE signal with UniqueId " + resource.physicalId(), after,
					true));
	}

	/**
	 * A group that waits for its machine: Auto Scaling tries what its launch template
	 * says before it takes it, and CloudFormation learns of all else by silence.
	 */
	private static Optional<SandboxFailure> ofGroup(DeployedResource group, Deployment deployment,
			SandboxNetwork network, SandboxOperation operation) {
		if (!group.isOfManager()) {
			return Optional.empty();
		}
		ManagerLaunch launch = ManagerLaunch.of(group, deployment, network);
		Optional<SandboxFailure> refusal = ofAccount(group, "AWS::EC2::Instance", network, operation.account())
			.map((why) -> new SandboxFailure(unfit(why.reason()), why.after(), false))
			.or(() -> MachineFailure.ofTemplate(launch, network)
				.map((why) -> new SandboxFailure(unfit(AccountFault.words(why.message(), "InvalidRequest")
					.replace("{request}", Ids.uuid(group.physicalId(), why.code()))), REFUSAL, false)));
		return refusal
			.or(() -> MachineFailure.ofManager(launch, operation.account(), network)
				.map((why) -> unsatisfied(0, "SUCCESS", Pace.SIGNAL_TIMEOUT, SILENCE, why)))
			.or(() -> launch.hasWayOut(network) ? Optional.empty()
					: Optional.of(unsatisfied(0, "SUCCESS", Pace.SIGNAL_TIMEOUT, SILENCE, null)))
			.or(() -> ManagerLog.failsAfter(group.metadata(), operation.fault())
				.map((after) -> unsatisfied(1, "FAILURE", after, "Received FAILURE signal with UniqueId %s", null)));
	}

	private static SandboxFailure unsatisfied(int signals, String kind, Duration after, String before,
			@Nullable String refusal) {
		return new SandboxFailure(UNSATISFIED.formatted(signals, kind), after, true, before, refusal);
	}

	/** What Auto Scaling says in place of EC2, which it has asked beforehand. */
	private static String unfit(String words) {
		return words.replace("message: \"", "message: \"You must use a valid fully-formed launch template. ")
			.replace("Service: Ec2, Status Code: 403", "Service: AutoScaling, Status Code: 400")
			.replace("Service: Ec2", "Service: AutoScaling");
	}

	/** Writes the event down that comes just before the failure itself, if one does. */
	void announce(EventRecorder recorder, DeployedResource resource, String machine, Instant at,
			ResourceStatus underWay) {
		if (this.before != null) {
			recorder.resource(at.minusMillis(1), resource,
					this.before.equals(SILENCE) ? ResourceStatus.UPDATE_IN_PROGRESS : underWay,
					this.before.formatted(machine));
		}
	}

	private static MachineFailure noCapacity(String type, Subnet subnet, SandboxNetwork network) {
		String others = network.zones()
			.stream()
			.filter((zone) -> !zone.equals(subnet.availabilityZone()))
			.collect(Collectors.joining(", "));
		return MachineFailure.noCapacity(type, subnet.availabilityZone(), others);
	}

	private static SandboxFailure refused(MachineFailure why, DeployedResource resource) {
		return new SandboxFailure(
				"%s (Service: AmazonEC2; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
					.formatted(why.message(), why.status(), why.code(), Ids.uuid(resource.physicalId(), why.code())),
				REFUSAL, false);
	}

	private static Object signals(DeployedResource resource) {
		Map<String, Object> policy = TemplateValues.map(resource.declaration().attributes().get("CreationPolicy"));
		return TemplateValues.map(policy.get("ResourceSignal")).getOrDefault("Count", 1);
	}

}
