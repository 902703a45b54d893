package dev.runnerfleet.aws;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Hands out one shared client per service and region, so that everything the portal does
 * in a region shares its connection pool and its retry budget.
 */
public interface Aws {

	/**
	 * The region that the portal works in where a person chose none.
	 * @return its code, such as {@code eu-central-1}
	 * @throws AwsFailure if neither environment nor profile names a region
	 */
	String defaultRegion();

	CloudFormationClient cloudFormation(String region);

	/**
	 * A client for reads that are repeated anyway: where AWS does not answer or asks to
	 * slow down it says so at once, instead of trying again by itself.
	 */
	default CloudFormationClient polling(String region) {
		return cloudFormation(region);
	}

	Ec2Client ec2(String region);

	StsClient sts(String region);

	IamClient iam(String region);

	S3Client s3(String region);

	AutoScalingClient autoScaling(String region);

	CloudWatchLogsClient logs(String region);

}
