package dev.runnerfleet.stack;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

import org.springframework.stereotype.Component;

/** The calls to CloudFormation that comparing takes. */
@Component
class DriftCalls {

	private final Aws aws;

	DriftCalls(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Asks for a comparison.
	 * @return AWS's id of it
	 */
	String detect(String region, String arn) {
		return AwsFailure.guard("cloudformation:DetectStackDrift",
				() -> client(region).detectStackDrift((request) -> request.stackName(arn)).stackDriftDetectionId());
	}

	/** How far a comparison has come. */
	Progress progress(String region, String detectionId) {
		var answer = AwsFailure.guard("cloudformation:DescribeStackDriftDetectionStatus", () -> client(region)
			.describeStackDriftDetectionStatus((request) -> request.stackDriftDetectionId(detectionId)));
		String reason = answer.detectionStatusReason();
		return switch (answer.detectionStatus()) {
			case DETECTION_IN_PROGRESS -> new Progress(false, null);
			case DETECTION_FAILED -> new Progress(true, (reason != null) ? reason : "AWS gave no reason.");
			default -> new Progress(answer.detectionStatus() != StackDriftDetectionStatus.UNKNOWN_TO_SDK_VERSION, null);
		};
	}

	/** The resources that are not as the template wants them. */
	List<DriftedResource> drifted(String region, String arn) {
		List<DriftedResource> found = new ArrayList<>();
		String token = null;
		do {
			DescribeStackResourceDriftsResponse page = page(region, arn, token);
			page.stackResourceDrifts().stream().map(DriftCalls::resource).forEach(found::add);
			token = page.nextToken();
		}
		while (token != null);
		return found;
	}

	private DescribeStackResourceDriftsResponse page(String region, String arn, @Nullable String token) {
		return AwsFailure.guard("cloudformation:DescribeStackResourceDrifts", () -> client(region)
			.describeStackResourceDrifts((request) -> request.stackName(arn)
				.nextToken(token)
				.stackResourceDriftStatusFilters(StackResourceDriftStatus.MODIFIED, StackResourceDriftStatus.DELETED)));
	}

	private CloudFormationClient client(String region) {
		return Turns.client(this.aws, region);
	}

	private static DriftedResource resource(StackResourceDrift drift) {
		return new DriftedResource(drift.logicalResourceId(), drift.physicalResourceId(), drift.resourceType(),
				drift.stackResourceDriftStatus() == StackResourceDriftStatus.DELETED,
				drift.propertyDifferences()
					.stream()
					.map((difference) -> difference(drift.resourceType(), difference))
					.toList());
	}

	/** AWS writes "null" for a value that one side does not have. */
	private static DriftedResource.Difference difference(String type, PropertyDifference difference) {
		String path = difference.propertyPath();
		return switch (difference.differenceType()) {
			case ADD -> new DriftedResource.Difference(path, null, Discretion.of(type, path, difference.actualValue()));
			case REMOVE ->
				new DriftedResource.Difference(path, Discretion.of(type, path, difference.expectedValue()), null);
			default -> new DriftedResource.Difference(path, Discretion.of(type, path, difference.expectedValue()),
					Discretion.of(type, path, difference.actualValue()));
		};
	}

	/**
	 * How far a comparison has come.
	 *
	 * @param over whether AWS is through
	 * @param failure why it could not compare all, if so
	 */
	record Progress(boolean over, @Nullable String failure) {

	}

}
