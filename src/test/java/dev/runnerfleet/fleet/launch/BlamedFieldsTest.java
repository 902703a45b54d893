package dev.runnerfleet.fleet.launch;

import java.util.List;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.diagnosis.KnownCauses;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.stack.OperationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BlamedFieldsTest {

	private static final Blueprint AUTOSCALER = new Blueprints().first();

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Manager|Failed to receive 1 resource signal(s) within the specified duration|parameters[GitlabUrl] subnetIds",
			"Manager|Received 1 FAILURE signal(s) out of 1.|parameters[GitlabUrl] runnerToken",
			"Manager|Received FAILURE signal with UniqueId i-0123456789abcdef0|parameters[GitlabUrl] runnerToken",
			"Manager|We currently do not have sufficient t3.nano capacity in the Availability Zone you requested (Service: Ec2, Status Code: 500)|parameters[ManagerInstanceType] subnetIds",
			"WorkerGroup|InsufficientInstanceCapacity|parameters[WorkerInstanceType] subnetIds",
			"Manager|You have requested more vCPU capacity than your current vCPU limit of 5 allows|parameters[ManagerInstanceType] parameters[MaxConcurrentBuilds]",
			"Manager|The subnet ID 'subnet-0' does not exist (InvalidSubnetID.NotFound)|subnetIds",
			"WorkerLaunchTemplate|The requested configuration is currently not supported in your requested Availability Zone|parameters[WorkerInstanceType] subnetIds",
			"CacheBucket|runner-cache already exists (Service: S3, Status Code: 409): BucketAlreadyExists|parameters[CacheBucketName]",
			"Manager|The key pair 'laptop' does not exist (Service: Ec2, Status Code: 400)|parameters[ManagerKeyPair]",
			"Manager|The image id '[ami-0123]' does not exist (InvalidAMIID.NotFound)|parameters[ManagerImageId]",
			"|Parameter validation failed: parameter value subnet-0 for parameter name SubnetIds does not exist|subnetIds",
			"Manager|User: ada is not authorized to perform: ec2:RunInstances|''",
			"CacheBucketPolicy|Something nobody has seen before|''" })
	void aCauseLeadsToItsFields(String logicalId, String reason, String fields) {
		OperationFailure failure = new OperationFailure(logicalId, null, reason);
		assertThat(BlamedFields.of(KnownCauses.of(failure), failure, AUTOSCALER))
			.containsExactlyInAnyOrderElementsOf(fields.isEmpty() ? List.of() : List.of(fields.split(" ")));
	}

	@Test
	void noFieldIsNamedThatTheBlueprintLacks() {
		OperationFailure failure = new OperationFailure("Workers", null, "key pair, ImageId");
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(BlamedFields.of(KnownCauses.of(failure), failure, blueprint))
				.allSatisfy((field) -> assertThat(blueprint.template().parameters()).extracting(LaunchForm::field)
					.contains(field));
		}
	}

}
