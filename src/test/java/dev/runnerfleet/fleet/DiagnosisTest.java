package dev.runnerfleet.fleet;

import dev.runnerfleet.stack.Failure;
import dev.runnerfleet.stack.Operation.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Failed to receive 1 resource signal(s) within the specified duration|did not report back|subnet",
			"Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement|could not set itself up|runner token",
			"Received FAILURE signal with UniqueId i-0123456789abcdef0|could not set itself up|runner token",
			"We currently do not have sufficient t3.nano capacity in the Availability Zone you requested (eu-central-1a). (Service: Ec2, Status Code: 500)|no such machine free|another zone",
			"You have requested more vCPU capacity than your current vCPU limit of 32 allows (Error Code: VcpuLimitExceeded)|limit of the AWS account|higher quota",
			"User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: iam:CreateRole|lacks a permission|named below",
			"API: s3:CreateBucket Access Denied|lacks a permission|named below",
			"blue-cache already exists (Service: S3, Error Code: BucketAlreadyExists)|bucket's name is taken|another name",
			"fleet-blue-role already exists in stack arn:aws:cloudformation:x|there already|another name",
			"The key pair 'laptop' does not exist (Error Code: InvalidKeyPair.NotFound)|key pair does not exist|key pairs",
			"The image id '[ami-0]' does not exist (Error Code: InvalidAMIID.NotFound)|image does not exist|default",
			"Your requested instance type (m7g.large) is not supported in your requested Availability Zone (Error Code: Unsupported)|not on offer|another instance type" })
	void awssOwnSentenceIsUnderstood(String reason, String title, String next) {
		Diagnosis diagnosis = Diagnosis.of(Kind.LAUNCH, new Failure("Manager", "AWS::EC2::Instance", reason));
		assertThat(diagnosis.title()).contains(title);
		assertThat(diagnosis.next()).contains(next);
		assertThat(diagnosis.failure().reason()).isEqualTo(reason);
	}

	@Test
	void whatIsNotUnderstoodIsToldInAwssWords() {
		Diagnosis diagnosis = Diagnosis.of(Kind.LAUNCH,
				new Failure("Manager", "AWS::EC2::Instance", "The moon is in the wrong phase"));
		assertThat(diagnosis.title()).isEqualTo("Manager could not be created.");
		assertThat(Diagnosis.of(Kind.LAUNCH, new Failure(null, null, "")).title())
			.isEqualTo("AWS could not do what was asked.");
	}

	@Test
	void aFleetThatIsThereIsNotToBeLaunchedAgain() {
		Failure failure = new Failure("Manager", "AWS::EC2::Instance", "Error Code: InvalidKeyPair.NotFound");
		assertThat(Diagnosis.of(Kind.UPDATE, failure).title()).isEqualTo("The key pair does not exist in that region.");
		assertThat(Diagnosis.of(Kind.UPDATE, failure).next()).contains("change the fleet again")
			.doesNotContain("aunch");
		assertThat(Diagnosis.of(Kind.REMOVE, failure).title()).isEqualTo("Manager could not be removed.");
	}

	@Test
	void whatDidNotFailHasNoDiagnosis() {
		assertThat(Diagnosis.of(Kind.LAUNCH, null)).isNull();
	}

}
