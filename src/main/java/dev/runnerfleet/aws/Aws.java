package dev.runnerfleet.aws;

import java.time.Instant;
import java.util.Optional;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Hands out one shared client per service and place, so that everything the portal does
 * in a region of an account shares its connection pool and its retry budget.
 */
public interface Aws {

	/**
	 * The region that the portal works in where a person chose none.
	 * @return its code, such as {@code eu-central-1}
	 * @throws AwsFailure if neither environment nor profile names a region
	 */
	String defaultRegion();

	/**
	 * The role that CloudFormation works with; each call that takes one carries it.
	 * @return its ARN, empty where CloudFormation works with the portal's own identity
	 */
	default Optional<String> serviceRole() {
		return Optional.empty();
	}

	CloudFormationClient cloudFormation(Place place);

	/**
	 * A client for reads that are repeated anyway: where AWS does not answer or asks to
	 * slow down it says so at once, instead of trying again by itself.
	 */
	default CloudFormationClient polling(Place place) {
		return cloudFormation(place);
	}

	Ec2Client ec2(Place place);

	StsClient sts(Place place);

	IamClient iam(Place place);

	S3Client s3(Place place);

	AutoScalingClient autoScaling(Place place);

	CloudWatchLogsClient logs(Place place);

	KmsClient kms(Place place);

	ServiceQuotas quotas(Place place);

	/**
	 * When the portal's credentials end for good.
	 * @return empty where they never do, or renew themselves
	 */
	default Optional<Instant> credentialsEnd() {
		return Optional.empty();
	}

}
