package dev.runnerfleet.stack.preview;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.AnswerWay;
import dev.runnerfleet.stack.FakeCloudFormation;
import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Change sets, made and removed, whichever way AWS answers. */
class PreviewAnswersTest {

	private final StackFixture portal = new StackFixture();

	private final FakeCloudFormation aws = this.portal.aws;

	@BeforeEach
	void aReadyFleet() {
		this.portal.launch("blue");
		this.aws.stackEvent(2, "CREATE_COMPLETE");
		this.portal.check();
		this.portal.clock.advance(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@EnumSource(AnswerWay.class)
	void aChangeSetThatIsMadeIsFoundAndOneThatIsNotIsSaidSo(AnswerWay way) {
		this.aws.answer("CreateChangeSet", way);
		Previews.Outcome outcome = make();
		this.aws.answerWell();
		if (way.saysNo()) {
			assertThat(((Previews.Outcome.Refused) outcome).failure().title()).startsWith(way.words);
			assertThat(this.portal.preview.previews.open(this.portal.only().id())).isEmpty();
			return;
		}
		UUID preview = ((Previews.Outcome.Made) outcome).preview().id();
		assertThat(found(preview).reason()).startsWith(way.words);
		look(preview, Duration.ofSeconds(31));
		if (way.acts != AnswerWay.Acts.AT_ONCE) {
			assertThat(found(preview).state()).isEqualTo(Preview.State.FAILED);
			assertThat(found(preview).reason()).startsWith("AWS has not confirmed it. " + way.words);
		}
		this.aws.later.run();
		look(preview, Duration.ofSeconds(30));
		this.aws.changeSet((news) -> news.status("CREATE_COMPLETE").executionStatus("AVAILABLE"));
		look(preview, Duration.ofSeconds(1));
		assertThat(found(preview).state())
			.isEqualTo((way.acts == AnswerWay.Acts.NEVER) ? Preview.State.FAILED : Preview.State.READY);
	}

	@Test
	void aChangeSetThatTurnsUpWithinTheHourIsTakenInAndOneAfterItIsRemoved() {
		this.aws.answer("CreateChangeSet", AnswerWay.DONE_LATE);
		UUID preview = ((Previews.Outcome.Made) make()).preview().id();
		look(preview, Duration.ofSeconds(31));
		this.portal.clock.advance(Duration.ofMinutes(20));
		assertThat(this.portal.preview.check(preview)).hasValue(Duration.ofMinutes(1));
		this.portal.clock.advance(Duration.ofMinutes(40));
		this.aws.later.run();
		assertThat(this.portal.preview.check(preview)).isEmpty();
		assertThat(this.aws.changeSets).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = AnswerWay.class, names = "REFUSED", mode = EnumSource.Mode.EXCLUDE)
	void aChangeSetIsRemovedInTheEndWhateverBecameOfAsking(AnswerWay way) {
		UUID preview = ((Previews.Outcome.Made) make()).preview().id();
		this.portal.preview.previews.discard(preview, () -> {
		});
		this.aws.answer("DeleteChangeSet", way);
		AwsFailure failure = catchThrowableOfType(AwsFailure.class, () -> this.portal.preview.check(preview));
		assertThat(failure.title()).startsWith(way.words);
		this.aws.answerWell();
		assertThat(this.portal.preview.check(preview)).isEmpty();
		assertThat(this.aws.changeSets).isEmpty();
	}

	@Test
	void aTokenIsKeptNowhereEvenIfAwsQuotesIt() {
		this.aws.refuseOnly("CreateChangeSet",
				() -> CloudFormationException.builder()
					.statusCode(500)
					.awsErrorDetails(AwsErrorDetails.builder()
						.errorCode("InternalFailure")
						.errorMessage("Cannot handle " + StackFixture.TOKEN)
						.build())
					.build());
		UUID preview = ((Previews.Outcome.Made) make()).preview().id();
		assertThat(found(preview).reason()).contains("Cannot handle").doesNotContain(StackFixture.TOKEN);
	}

	@Test
	void whatAwsChecksBeforehandIsNamedBeforeTheChangeSetGoes() {
		UUID preview = rejectedBeforehand();
		this.aws.failedChecks.add(OperationEvent.builder()
			.logicalResourceId("CacheBucket")
			.validationPath("/Resources/CacheBucket/Properties/BucketName")
			.validationStatusReason("Resource of type AWS::S3::Bucket with identifier blue-cache already exists")
			.build());
		this.aws.failedChecks.add(OperationEvent.builder()
			.validationPath("/Resources/WorkerGroup/Properties/Tags/0/Key")
			.validationStatusReason("Value is too long")
			.build());
		look(preview, Duration.ZERO);
		assertThat(found(preview).reason()).isEqualTo("CacheBucket, property BucketName: "
				+ "Resource of type AWS::S3::Bucket with identifier blue-cache already exists. "
				+ "WorkerGroup, property Tags.0.Key: Value is too long.");
		look(preview, Duration.ZERO);
		assertThat(this.aws.changeSets).isEmpty();
	}

	@Test
	void whoMayNotReadTheChecksIsToldWhatTheChangeSetSays() {
		UUID preview = rejectedBeforehand();
		this.aws.refuseOnly("DescribeEvents", () -> FakeCloudFormation.error("AccessDenied", "No."));
		look(preview, Duration.ZERO);
		assertThat(found(preview).reason()).startsWith("The following hook(s)/validation failed")
			.contains("permission cloudformation:DescribeEvents");
	}

	private UUID rejectedBeforehand() {
		UUID preview = ((Previews.Outcome.Made) make()).preview().id();
		this.aws.changeSet((news) -> news.status("FAILED")
			.statusReason("The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. "
					+ "To troubleshoot Early Validation errors, use the DescribeEvents API."));
		return preview;
	}

	private Previews.Outcome make() {
		return this.portal.preview.previews.make(new Previews.Request(this.portal.only().id(), "Resources: {}",
				Map.of(), Map.of("RunnerToken", Secret.of(StackFixture.TOKEN)), Set.of(), 5, "ada"), (id) -> {
				});
	}

	private void look(UUID preview, Duration later) {
		this.portal.clock.advance(later);
		this.portal.preview.check(preview);
	}

	private Preview found(UUID preview) {
		return this.portal.preview.previews.find(preview).orElseThrow();
	}

}
