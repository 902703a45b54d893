package dev.runnerfleet.sandbox;

import java.time.Clock;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.ChangeSets;
import dev.runnerfleet.sandbox.cloudformation.Drifts;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.SandboxCloudFormation;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.cloudformation.StackRows;
import dev.runnerfleet.sandbox.services.Buckets;
import dev.runnerfleet.sandbox.services.Groups;
import dev.runnerfleet.sandbox.services.LogGroups;
import dev.runnerfleet.sandbox.services.Machines;
import dev.runnerfleet.sandbox.services.SandboxAutoScaling;
import dev.runnerfleet.sandbox.services.SandboxEc2;
import dev.runnerfleet.sandbox.services.SandboxIam;
import dev.runnerfleet.sandbox.services.SandboxLogs;
import dev.runnerfleet.sandbox.services.SandboxS3;
import dev.runnerfleet.sandbox.services.SandboxSts;
import dev.runnerfleet.sandbox.services.ServiceHindrances;
import dev.runnerfleet.sandbox.story.Timelines;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of the sandbox's AWS, one account with a handful of regions. */
public class SandboxAws implements Aws {

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
		return SandboxNetwork.REGIONS.get(0);
	}

	@Override
	public CloudFormationClient cloudFormation(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxCloudFormation(stacks, new ChangeSets(stacks, this.rows.changeSets()), drifts(region));
	}

	@Override
	public Ec2Client ec2(String region) {
		StackRegistry stacks = stacks(region);
		ManualChanges manualChanges = this.rows.manualChanges(region);
		return new SandboxEc2(SandboxNetwork.of(region),
				new Machines(stacks, new Groups(stacks, manualChanges), manualChanges), stacks);
	}

	@Override
	public StsClient sts(String region) {
		return new SandboxSts();
	}

	@Override
	public S3Client s3(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxS3(new Buckets(stacks, this.rows.manualChanges(region)), stacks);
	}

	@Override
	public AutoScalingClient autoScaling(String region) {
		StackRegistry stacks = stacks(region);
		return new SandboxAutoScaling(new Groups(stacks, this.rows.manualChanges(region)), SandboxNetwork.of(region));
	}

	@Override
	public CloudWatchLogsClient logs(String region) {
		return new SandboxLogs(new LogGroups(stacks(region), this.rows.manualChanges(region)));
	}

	@Override
	public IamClient iam(String region) {
		return new SandboxIam();
	}

	public Drifts drifts(String region) {
		return new Drifts(stacks(region), this.rows.manualChanges(region));
	}

	public StackRegistry stacks(String region) {
		if (!SandboxNetwork.REGIONS.contains(region)) {
			throw SdkClientException.create("Received an UnknownHostException for the region " + region);
		}
		return new StackRegistry(region, this.rows, this.timelines, this.clock, this.speed, this.cacheObjects,
				(stacks) -> new ServiceHindrances(stacks, this.rows.manualChanges(region)));
	}

}
