package dev.runnerfleet.sandbox;

import java.time.Clock;

import dev.runnerfleet.aws.Aws;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the sandbox's AWS, one account with a handful of regions. */
class SandboxAws implements Aws {

	private final StackRows rows;

	private final Timelines timelines = new Timelines();

	private final Clock clock;

	private final double speed;

	private final int cacheObjects;

	SandboxAws(StackRows rows, Clock clock, double speed, int cacheObjects) {
		this.rows = rows;
		this.clock = clock;
		this.speed = speed;
		this.cacheObjects = cacheObjects;
	}

	@Override
	public String defaultRegion() {
		return Network.REGIONS.get(0);
	}

	@Override
	public CloudFormationClient cloudFormation(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxCloudFormation(stacks, new ChangeSets(stacks, this.rows.changeSets()), drifts(region));
	}

	@Override
	public Ec2Client ec2(String region) {
		StackRegistry stacks = stacks(region);
		Touches touches = this.rows.touches(region);
		return new SandboxEc2(Network.of(region), new Machines(stacks, new Groups(stacks, touches), touches), stacks);
	}

	@Override
	public StsClient sts(String region) {
		return new SandboxSts();
	}

	@Override
	public S3Client s3(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxS3(new Buckets(stacks, this.rows.touches(region)), stacks);
	}

	@Override
	public AutoScalingClient autoScaling(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxAutoScaling(new Groups(stacks, this.rows.touches(region)), Network.of(region));
	}

	@Override
	public CloudWatchLogsClient logs(String region) {
		return new SandboxLogs(new LogGroups(stacks(region), this.rows.touches(region)));
	}

	@Override
	public IamClient iam(String region) {
		return new SandboxIam();
	}

	Drifts drifts(String region) {
		return new Drifts(stacks(region), this.rows.touches(region));
	}

	StackRegistry stacks(String region) {
		if (!Network.REGIONS.contains(region)) {
			throw SdkClientException.create("Received an UnknownHostException for the region " + region);
		}
		return new StackRegistry(region, this.rows, this.timelines, this.clock, this.speed, this.cacheObjects,
				(stacks) -> new ServiceHindrances(stacks, this.rows.touches(region)));
	}

}
