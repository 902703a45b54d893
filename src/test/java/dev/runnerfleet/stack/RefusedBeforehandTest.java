package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RefusedBeforehandTest {

	private static final String POINTER = "The following hook(s)/validation failed: "
			+ "[AWS::EarlyValidation::ResourceExistenceCheck]. "
			+ "To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.";

	private static final String EXISTS = "Resource of type 'AWS::S3::Bucket' with identifier 'ci-cache' already exists.";

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	RefusedBeforehandTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void launched() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		this.portal.check();
		this.aws.failedChecks
			.add(check(2, "CacheBucket", "/Resources/CacheBucket/Properties/BucketName", EXISTS, null));
		this.aws.failedChecks
			.add(check(2, "ManagerRole", "/Resources/ManagerRole/Properties/RoleName", "The role exists", null));
		this.aws.failedChecks.add(OperationEvent.builder()
			.timestamp(Instant.ofEpochSecond(1_800_000_002L))
			.resourceStatus("CREATE_FAILED")
			.resourceStatusReason(POINTER)
			.build());
	}

	@Test
	void everyReasonIsKeptWithTheFailure() {
		refused();
		this.portal.follow(Duration.ofSeconds(3));
		OperationFailure failure = this.portal.restarted().operation().failure();
		assertThat(failure).isEqualTo(new OperationFailure("CacheBucket", "AWS::S3::Bucket",
				"AWS refused it before it began (AWS::EarlyValidation::ResourceExistenceCheck). "
						+ "CacheBucket, property BucketName: " + EXISTS
						+ " ManagerRole, property RoleName: The role exists."));
		this.aws.calls.clear();
		this.portal.follow(Duration.ofSeconds(100));
		assertThat(this.aws.calls).doesNotContain("DescribeEvents");
	}

	@Test
	void whatBelongsToOtherRequestsIsLeftOut() {
		this.aws.failedChecks.add(check(-9, "Earlier", "", "That was before.", null));
		this.aws.failedChecks.add(check(3, "Other", "", "That is another request.", "another"));
		refused();
		this.portal.follow(Duration.ofSeconds(3));
		assertThat(this.portal.operation().failure().reason()).contains("CacheBucket, property BucketName")
			.doesNotContain("Earlier", "Other");
	}

	@Test
	void aWarningIsNoReasonWhereSomethingElseIs() {
		this.aws.failedChecks.add(check(2, "Manager", "", "The quota is nearly used up", null).toBuilder()
			.validationFailureMode("WARN")
			.build());
		refused();
		this.portal.follow(Duration.ofSeconds(3));
		assertThat(this.portal.operation().failure().reason()).doesNotContain("quota");
	}

	@Test
	void theChecksAreNamedWhereOnlyTheirEventsNameThem() {
		this.aws.failedChecks.replaceAll((event) -> event.toBuilder().validationName("PROPERTY_VALIDATION").build());
		this.aws.event(3, "blue", StackEvent.STACK_TYPE, "ROLLBACK_IN_PROGRESS", "See the DescribeEvents API.");
		this.aws.stackEvent(4, "ROLLBACK_COMPLETE");
		this.portal.follow(Duration.ofSeconds(3));
		assertThat(this.portal.operation().failure().reason())
			.startsWith("AWS refused it before it began (PROPERTY_VALIDATION). CacheBucket");
	}

	@Test
	void whoMayNotAskIsToldSo() {
		this.aws.refuseOnly("DescribeEvents", () -> FakeCloudFormation.error("AccessDenied", "No."));
		refused();
		this.portal.follow(Duration.ofSeconds(100));
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.FAILED);
		assertThat(this.portal.operation().failure().reason()).isEqualTo(POINTER
				+ " With the permission cloudformation:DescribeEvents the portal could tell which resource and property "
				+ "it is about.");
	}

	@Test
	void whatAwsDoesNotTellAtTheEndIsAskedForAgainByWhoeverIsAliveThen() {
		this.aws.refuseOnly("DescribeEvents", () -> FakeCloudFormation.error("InternalFailure", "Oops."));
		refused();
		this.portal.follow(Duration.ofSeconds(3));
		assertThat(this.portal.operation().failure().reason()).isEqualTo(POINTER);
		this.aws.answerWell();
		StackFixture restarted = this.portal.restarted();
		restarted.follow(Duration.ofSeconds(15));
		assertThat(restarted.operation().failure().logicalId()).isEqualTo("CacheBucket");
		assertThat(restarted.operation().failure().reason()).contains(EXISTS, "ManagerRole");
	}

	private void refused() {
		this.aws.event(3, "blue", StackEvent.STACK_TYPE, "ROLLBACK_IN_PROGRESS", POINTER);
		this.aws.stackEvent(4, "ROLLBACK_COMPLETE");
	}

	private static OperationEvent check(int at, String resource, String path, String reason, @Nullable String token) {
		return OperationEvent.builder()
			.timestamp(Instant.ofEpochSecond(1_800_000_000L + at))
			.logicalResourceId(resource)
			.resourceType("AWS::S3::Bucket")
			.validationPath(path)
			.validationStatusReason(reason)
			.clientRequestToken(token)
			.build();
	}

}
