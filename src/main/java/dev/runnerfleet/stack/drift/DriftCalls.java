package dev.runnerfleet.stack.drift;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.PacedCalls;
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
	String detect(Place place, String arn) {
		return AwsFailure.guard("cloudformation:DetectStackDrift",
				() -> client(place).detectStackDrift((request) -> request.stackName(arn)).stackDriftDetectionId());
	}

	/** How far a comparison has come. */
	Progress progress(Place place, String detectionId) {
		var answer = AwsFailure.guard("cloudformation:DescribeStackDriftDetectionStatus", () -> client(place)
			.describeStackDriftDetectionStatus((request) -> request.stackDriftDetectionId(detectionId)));
		String reason = answer.detectionStatusReason();
		return switch (answer.detectionStatus()) {
			case DETECTION_IN_PROGRESS -> new Progress(false, null);
			case DETECTION_FAILED -> new Progress(true, (reason != null) ? reason : "AWS gave no reason.");
			default -> new Progress(answer.detectionStatus() != StackDriftDetectionStatus.UNKNOWN_TO_SDK_VERSION, null);
		};
	}

	/** The resources that are not as the template wants them. */
	List<Drift.Resource> drifted(Place place, String arn) {
		List<Drift.Resource> found = new ArrayList<>();
		String token = null;
		do {
			DescribeStackResourceDriftsResponse page = page(place, arn, token);
			page.stackResourceDrifts().stream().map(DriftCalls::resource).forEach(found::add);
			token = page.nextToken();
		}
		while (token != null);
		return found;
	}

	private DescribeStackResourceDriftsResponse page(Place place, String arn, @Nullable String token) {
		return AwsFailure.guard("cloudformation:DescribeStackResourceDrifts", () -> client(place)
			.describeStackResourceDrifts((request) -> request.stackName(arn)
				.nextToken(token)
				.stackResourceDriftStatusFilters(StackResourceDriftStatus.MODIFIED, StackResourceDriftStatus.DELETED)));
	}

	private CloudFormationClient client(Place place) {
		return PacedCalls.client(this.aws, place);
	}

	private static Drift.Resource resource(StackResourceDrift drift) {
		return new Drift.Resource(drift.logicalResourceId(), drift.physicalResourceId(), drift.resourceType(),
				drift.stackResourceDriftStatus() == StackResourceDriftStatus.DELETED,
				drift.propertyDifferences()
					.stream()
					.map((difference) -> difference(drift.resourceType(), difference))
					.toList());
	}

	/** AWS writes "null" for a value that one side does not have. */
	private static Drift.Resource.Difference difference(String type, PropertyDifference difference) {
		String path = difference.propertyPath();
		return switch (difference.differenceType()) {
			case ADD ->
				new Drift.Resource.Difference(path, null, PropertyMask.of(type, path, difference.actualValue()));
			case REMOVE ->
				new Drift.Resource.Difference(path, PropertyMask.of(type, path, difference.expectedValue()), null);
			default -> new Drift.Resource.Difference(path, PropertyMask.of(type, path, difference.expectedValue()),
					PropertyMask.of(type, path, difference.actualValue()));
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
