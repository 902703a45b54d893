package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.runnerfleet.sandbox.account.Ids;

/**
 * How long things take: about a tenth of what they take in AWS, divided by the speed.
 *
 * @param speed 1 for the sandbox's own pace
 */
public record Pace(double speed) {

	/** From one stack-level step to the next. */
	static final Duration STEP = Duration.ofMillis(600);

	/** From a machine's start to its signal that it is ready. */
	static final Duration SIGNAL = Duration.ofSeconds(10);

	/** How long a signal is waited for. */
	static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(12);

	/** From what is new to the removal of what is old. */
	static final Duration CLEANUP = Duration.ofMillis(2400);

	/** How long a resource takes to become what it was. */
	static final Duration RESTORATION = Duration.ofMillis(2500);

	/** From a fleet's start to its first worker. */
	public static final Duration FIRST_WORKER = Duration.ofSeconds(5);

	/** How long a machine takes to end. */
	public static final Duration TERMINATION = Duration.ofSeconds(4);

	/** From a manager's word that it finishes its jobs to its end, at most. */
	private static final Duration DRAIN = Duration.ofSeconds(8);

	/** From a machine's end to the start of another in its place. */
	static final Duration HEALING = Duration.ofSeconds(3);

	private static final Duration CHANGE = Duration.ofMillis(4500);

	private static final Map<String, Duration> CREATION = Map.of("AWS::AutoScaling::LifecycleHook",
			Duration.ofMillis(300), "AWS::S3::Bucket", Duration.ofMillis(2400), "AWS::IAM::Role",
			Duration.ofMillis(1900), "AWS::IAM::InstanceProfile", Duration.ofMillis(7500), "AWS::IAM::Policy",
			Duration.ofMillis(1600), "AWS::EC2::LaunchTemplate", Duration.ofMillis(700), "AWS::EC2::SecurityGroup",
			Duration.ofMillis(900), "AWS::EC2::Instance", Duration.ofMillis(3500), "AWS::AutoScaling::AutoScalingGroup",
			Duration.ofMillis(2200), "AWS::SecretsManager::Secret", Duration.ofMillis(500));

	private static final Map<String, Duration> DELETION = Map.of("AWS::EC2::Instance", Duration.ofMillis(3500),
			"AWS::AutoScaling::AutoScalingGroup", Duration.ofMillis(2500));

	/** At least a millisecond later, so that no two events of a resource coincide. */
	public Instant after(Instant start, Duration duration) {
		return start.plusMillis(Math.max(1, Math.round(duration.toMillis() / this.speed)));
	}

	/** How long a manager finishes its jobs that may take some minutes for it. */
	static Duration drain(int minutes) {
		Duration asked = Duration.ofMinutes(minutes).dividedBy(10);
		return (asked.compareTo(DRAIN) < 0) ? asked.plus(TERMINATION) : DRAIN.plus(TERMINATION);
	}

	static Duration creation(DeployedResource resource) {
		return varied(CREATION.getOrDefault(resource.type(), Duration.ofMillis(1200)), resource)
			.plus(resource.awaitsSignal() ? SIGNAL : Duration.ZERO);
	}

	/** A machine is stopped and started for it, unless only its metadata is another. */
	static Duration change(Modification modification) {
		boolean restart = modification.resource().type().equals("AWS::EC2::Instance")
				&& !modification.isOfMetadataOnly();
		return varied(restart ? CHANGE.plusSeconds(4) : CHANGE, modification.resource());
	}

	static Duration deletion(DeployedResource resource) {
		return varied(DELETION.getOrDefault(resource.type(), Duration.ofMillis(800)), resource);
	}

	private static Duration varied(Duration duration, DeployedResource resource) {
		return duration.plusMillis(Ids.number((int) duration.toMillis() / 8 + 1, resource.physicalId()));
	}

}
