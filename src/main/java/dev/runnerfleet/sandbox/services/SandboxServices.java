package dev.runnerfleet.sandbox.services;

import dev.runnerfleet.aws.ServiceQuotas;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The services of one region that tell of what its stacks have made.
 *
 * @param stacks the region's stacks
 */
public record SandboxServices(StackRegistry stacks) {

	/** What the services have that keeps stacks from being deleted. */
	public static StackRegistry.Hindrances hindrances(StackRegistry stacks) {
		return new ServiceHindrances(stacks, stacks.manualChanges());
	}

	public Ec2Client ec2() {
		return new SandboxEc2(network(), new SandboxMachines(this.stacks, groups(), this.stacks.manualChanges()),
				this.stacks);
	}

	public AutoScalingClient autoScaling() {
		return new SandboxAutoScaling(groups(), network());
	}

	public S3Client s3() {
		return new SandboxS3(new Buckets(this.stacks, this.stacks.manualChanges()), this.stacks);
	}

	public CloudWatchLogsClient logs() {
		return new SandboxLogs(new LogGroups(this.stacks, this.stacks.manualChanges()), this.stacks.region());
	}

	public StsClient sts() {
		return new SandboxSts();
	}

	public IamClient iam() {
		return new SandboxIam();
	}

	public KmsClient kms() {
		return new SandboxKms(this.stacks.region());
	}

	/** More than the sandbox's presets need. */
	public ServiceQuotas quotas() {
		return (service, code) -> 256;
	}

	private Groups groups() {
		return new Groups(this.stacks, this.stacks.manualChanges());
	}

	private SandboxNetwork network() {
		return SandboxNetwork.of(this.stacks.region());
	}

}
