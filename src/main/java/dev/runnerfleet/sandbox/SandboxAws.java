package dev.runnerfleet.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.ServiceQuotas;
import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.AccountFaults;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Lives;
import dev.runnerfleet.sandbox.manager.JobsInLine;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.services.SandboxServices;
import dev.runnerfleet.sandbox.story.Timelines;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the sandbox's AWS, one account with a handful of regions. */
public class SandboxAws implements Aws, JobsInLine {

	private final SandboxStackRows rows;

	private final Timelines timelines = new Timelines();

	private final Lives lives = new Lives();

	private final Clock clock;

	private final double speed;

	private final int cacheObjects;

	private final KnownRunners gitlab;

	SandboxAws(SandboxStackRows rows, Clock clock, double speed, int cacheObjects, KnownRunners gitlab) {
		this.rows = rows;
		this.clock = clock;
		this.speed = speed;
		this.cacheObjects = cacheObjects;
		this.gitlab = gitlab;
	}

	@Override
	public String defaultRegion() {
		return SandboxNetwork.REGIONS.get(0);
	}

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		return services(place).cloudFormation();
	}

	@Override
	public Ec2Client ec2(Place place) {
		return services(place).ec2();
	}

	@Override
	public StsClient sts(Place place) {
		return services(place).sts();
	}

	@Override
	public S3Client s3(Place place) {
		return services(place).s3();
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return services(place).autoScaling();
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return services(place).logs();
	}

	@Override
	public IamClient iam(Place place) {
		return services(place).iam();
	}

	@Override
	public KmsClient kms(Place place) {
		return services(place).kms();
	}

	@Override
	public ServiceQuotas quotas(Place place) {
		return services(place).quotas();
	}

	@Override
	public Optional<Instant> credentialsEnd() {
		return this.rows.account().present().contains(AccountFault.EXPIRING)
				? Optional.of(this.clock.instant().plus(Duration.ofMinutes(10))) : Optional.empty();
	}

	/**
	 * CloudFormation works with the portal's rights, unless its own role is to lack some.
	 */
	@Override
	public Optional<String> serviceRole() {
		return this.rows.account().present().contains(AccountFault.SERVICE_ROLE_DENIED)
				? Optional.of("arn:aws:iam::%s:role/%s".formatted(SandboxAccount.ID, SandboxAccount.SERVICE_ROLE))
				: Optional.empty();
	}

	/** Fleets of one name are in one region at most, as far as its GitLab knows. */
	@Override
	public Line of(String fleet) {
		return SandboxNetwork.REGIONS.stream()
			.map((region) -> new SandboxServices(stacks(region), this.lives).jobs(fleet))
			.filter(Line::alive)
			.findFirst()
			.orElse(Line.NONE);
	}

	/** What the account suffers from. */
	public AccountFaults account() {
		return this.rows.account();
	}

	private SandboxServices services(Place place) {
		return new SandboxServices(stacks(place.region()), this.lives);
	}

	public StackRegistry stacks(String region) {
		return stacks(region, this.clock);
	}

	/** A region by another clock, for what has been there for a while already. */
	public StackRegistry stacks(String region, Clock clock) {
		if (!SandboxNetwork.REGIONS.contains(region)) {
			throw SdkClientException.create("Received an UnknownHostException for the region " + region);
		}
		return new StackRegistry(region, this.rows, this.timelines, clock, this.speed, this.cacheObjects, this.gitlab,
				(stacks) -> SandboxServices.hindrances(stacks, this.lives));
	}

}
