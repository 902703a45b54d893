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

	/** An account number that AWS itself uses for examples only. */
	static final String ACCOUNT = "111122223333";

	private final StackRows rows;

	private final Timelines timelines = new Timelines();

	private final Clock clock;

	private final double speed;

	SandboxAws(StackRows rows, Clock clock, double speed) {
		this.rows = rows;
		this.clock = clock;
		this.speed = speed;
	}

	@Override
	public String defaultRegion() {
		return Network.REGIONS.get(0);
	}

	@Override
	public CloudFormationClient cloudFormation(String region) {
		StackRegistry registry = new StackRegistry(existing(region), this.rows, this.timelines, this.clock, this.speed);
		return new SandboxCloudFormation(registry, new ChangeSets(registry, this.rows.changeSets()));
	}

	@Override
	public Ec2Client ec2(String region) {
		return new SandboxEc2(Network.of(existing(region)));
	}

	@Override
	public StsClient sts(String region) {
		return new SandboxSts();
	}

	@Override
	public S3Client s3(String region) {
		return new S3Client() {
			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public AutoScalingClient autoScaling(String region) {
		return new AutoScalingClient() {
			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public CloudWatchLogsClient logs(String region) {
		return new CloudWatchLogsClient() {
			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}
		};
	}

	@Override
	public IamClient iam(String region) {
		return new SandboxIam();
	}

	private static String existing(String region) {
		if (!Network.REGIONS.contains(region)) {
			throw SdkClientException.create("Received an UnknownHostException for the region " + region);
		}
		return region;
	}

}
