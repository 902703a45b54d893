package dev.runnerfleet.sandbox.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.SandboxStack;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import tools.jackson.databind.json.JsonMapper;

/** Puts what was changed by hand into CloudFormation's words. */
final class DriftAnswers {

	private static final JsonMapper JSON = JsonMapper.shared();

	private DriftAnswers() {
	}

	static StackDriftInformation information(StackDrift drift) {
		return StackDriftInformation.builder()
			.stackDriftStatus(drift.status())
			.lastCheckTimestamp(drift.checkedAt())
			.build();
	}

	static StackDriftInformationSummary summary(StackDrift drift) {
		return StackDriftInformationSummary.builder()
			.stackDriftStatus(drift.status())
			.lastCheckTimestamp(drift.checkedAt())
			.build();
	}

	static DescribeStackDriftDetectionStatusResponse detection(ManualChanges.Change detection, boolean done,
			StackDrift drift) {
		DescribeStackDriftDetectionStatusResponse.Builder answer = DescribeStackDriftDetectionStatusResponse.builder()
			.stackDriftDetectionId(detection.detail())
			.stackId(detection.id())
			.timestamp(detection.at());
		return done ? answer.detectionStatus("DETECTION_COMPLETE")
			.stackDriftStatus(drift.status())
			.driftedStackResourceCount(drift.drifted())
			.build() : answer.detectionStatus("DETECTION_IN_PROGRESS").build();
	}

	static StackResourceDrift resource(StackDrift.ResourceDrift drift, SandboxStack stack, StackDrift all) {
		DeployedResource resource = drift.resource();
		boolean secret = resource.type().equals("AWS::SecretsManager::Secret");
		String path = drift.path();
		return StackResourceDrift.builder()
			.stackId(stack.id())
			.logicalResourceId(resource.logicalId())
			.physicalResourceId(resource.physicalId())
			.resourceType(resource.type())
			.timestamp(all.checkedAt())
			.stackResourceDriftStatus(drift.status())
			.expectedProperties(secret ? "{}" : JSON.writeValueAsString(resource.properties()))
			.actualProperties(secret ? "{}"
					: JSON.writeValueAsString((path == null) ? resource.properties()
							: replaced(resource.properties(), List.of(path.substring(1).split("/")), drift.actual())))
			.propertyDifferences((path == null) ? List.of()
					: List.of(PropertyDifference.builder()
						.propertyPath(path)
						.expectedValue(drift.expected())
						.actualValue(drift.actual())
						.differenceType("NOT_EQUAL")
						.build()))
			.build();
	}

	private static Map<String, Object> replaced(Map<String, Object> properties, List<String> path, String value) {
		Map<String, Object> replaced = new LinkedHashMap<>(properties);
		String first = path.get(0);
		replaced.put(first, (path.size() == 1) ? value
				: replaced(TemplateValues.map(properties.get(first)), path.subList(1, path.size()), value));
		return replaced;
	}

}
