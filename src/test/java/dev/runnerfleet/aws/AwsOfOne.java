package dev.runnerfleet.aws;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** An AWS of which a test plays only the services that it overrides. */
public interface AwsOfOne extends Aws {

	@Override
	default String defaultRegion() {
		return "eu-central-1";
	}

	@Override
	default CloudFormationClient cloudFormation(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default Ec2Client ec2(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default StsClient sts(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default IamClient iam(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default S3Client s3(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default AutoScalingClient autoScaling(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default CloudWatchLogsClient logs(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default KmsClient kms(Place place) {
		throw new UnsupportedOperationException();
	}

	@Override
	default ServiceQuotas quotas(Place place) {
		throw new UnsupportedOperationException();
	}

}
