package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

import dev.runnerfleet.aws.ServiceQuotas;
import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.bucket.Buckets;
import dev.runnerfleet.sandbox.bucket.SandboxS3;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Lives;
import dev.runnerfleet.sandbox.logs.SandboxLogs;
import dev.runnerfleet.sandbox.manager.JobsInLine;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The services of one region that tell of what its stacks have made.
 *
 * @param stacks the region's stacks
 * @param lives the lives that are known already
 */
public record SandboxServices(StackRegistry stacks, Lives lives) {

	/** AWS's name of the quota of all standard spot machines. */
	private static final String SPOT = "L-34B43A08";

	/** AWS's name of the quota of Elastic IP addresses. */
	private static final String FIXED_ADDRESSES = "L-0263D0A3";

	private static final int PLENTY = 256;

	/** What the services have that keeps stacks from being deleted. */
	public static StackRegistry.Hindrances hindrances(StackRegistry stacks, Lives lives) {
		return (history) -> new ServiceHindrances(stacks, stacks.manualChanges(),
				new SandboxServices(stacks, lives).lived())
			.of(history);
	}

	public CloudFormationClient cloudFormation() {
		return guarded("cloudformation", CloudFormationClient.class, CloudFormationException::builder,
				this.stacks.client());
	}

	public Ec2Client ec2() {
		return guarded("ec2", Ec2Client.class, Ec2Exception::builder, new SandboxEc2(network(),
				new SandboxMachines(this.stacks, groups(), this.stacks.manualChanges(), lived()), this.stacks));
	}

	public AutoScalingClient autoScaling() {
		return guarded("autoscaling", AutoScalingClient.class, AutoScalingException::builder,
				new SandboxAutoScaling(groups(), network(), this.stacks));
	}

	public S3Client s3() {
		return guarded("s3", S3Client.class, S3Exception::builder,
				new SandboxS3(new Buckets(this.stacks, this.stacks.manualChanges()), this.stacks));
	}

	public CloudWatchLogsClient logs() {
		return guarded("logs", CloudWatchLogsClient.class, CloudWatchLogsException::builder,
				new SandboxLogs(this.stacks, new PulseStreams(this.stacks, groups(), lived())));
	}

	public StsClient sts() {
		return guarded("sts", StsClient.class, StsException::builder, new SandboxSts());
	}

	public IamClient iam() {
		return guarded("iam", IamClient.class, IamException::builder, new SandboxIam(this.stacks.account()));
	}

	/**
	 * A healthy account refuses nothing, and needs nobody who would look at each call.
	 */
	private <C> C guarded(String service, Class<C> type, Supplier<AwsServiceException.Builder> exception, C client) {
		Set<AccountFault> faults = this.stacks.account();
		return faults.isEmpty() ? client
				: new RefusedCalls(service, this.stacks.region(), faults, exception, client).as(type);
	}

	public KmsClient kms() {
		return guarded("kms", KmsClient.class, KmsException::builder, new SandboxKms(this.stacks.region()));
	}

	/** More than the sandbox's presets need, in a healthy account. */
	public ServiceQuotas quotas() {
		Set<AccountFault> faults = this.stacks.account();
		return (service, code) -> switch (code) {
			case FIXED_ADDRESSES ->
				faults.contains(AccountFault.ADDRESSES) ? MachineAnswers.ADDRESSES_OF_OTHERS : PLENTY;
			case SPOT -> faults.contains(AccountFault.SPOT) ? 0 : processors(faults);
			default -> processors(faults);
		};
	}

	private static int processors(Set<AccountFault> faults) {
		return faults.contains(AccountFault.QUOTA) ? AccountFault.SMALL_QUOTA : PLENTY;
	}

	/** What a stack's fleet has to do. */
	public JobsInLine.Line jobs(String stack) {
		Instant now = this.stacks.now();
		return this.stacks.all()
			.stream()
			.filter((history) -> history.stack().name().equals(stack) && !history.isDeleted())
			.flatMap((history) -> groups().of(history, now).stream())
			.flatMap((group) -> FleetLives.at(group.lives(), now).stream())
			.findFirst()
			.map((life) -> new JobsInLine.Line(true, life.running(now), life.waiting(now)))
			.orElse(JobsInLine.Line.NONE);
	}

	private Groups groups() {
		return new Groups(this.stacks, this.stacks.manualChanges(), lived());
	}

	private FleetLives lived() {
		return new FleetLives(this.stacks.troubles().all(), this.lives, this.stacks.manualChanges());
	}

	private SandboxNetwork network() {
		return SandboxNetwork.of(this.stacks.region());
	}

}
