package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.Output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OperationTrackerTest {

	private static final String BUCKET = "AWS::S3::Bucket";

	private static final String INSTANCE = "AWS::EC2::Instance";

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	OperationTrackerTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@Test
	void storesEachEventOnceInTheOrderItHappened() {
		this.portal.launch("blue");
		begin();
		this.portal.check();
		this.aws.event(3, "Cache", BUCKET, "CREATE_COMPLETE", null);
		this.portal.check();
		assertThat(this.portal.stacks.events(this.portal.only().id(), 0, 100))
			.extracting(StackEvent::seq, StackEvent::logicalId, StackEvent::status)
			.containsExactly(tuple(1L, "blue", "CREATE_IN_PROGRESS"), tuple(2L, "Cache", "CREATE_IN_PROGRESS"),
					tuple(3L, "Cache", "CREATE_COMPLETE"));
		assertThat(this.portal.only().resourcesDone()).isEqualTo(1);
		assertThat(this.portal.only().lastEvent()).isEqualTo("Cache CREATE_COMPLETE");
	}

	@Test
	void readsOnlyAsManyPagesAsHoldNews() {
		this.portal.launch("blue");
		this.aws.pageSize = 10;
		begin();
		for (int i = 0; i < 40; i++) {
			this.aws.event(2 + i, "Cache" + i, BUCKET, "CREATE_IN_PROGRESS", null);
		}
		this.portal.check();
		assertThat(this.aws.calls).filteredOn("DescribeStackEvents"::equals).hasSize(5);
		this.aws.calls.clear();
		this.aws.event(50, "Cache0", BUCKET, "CREATE_COMPLETE", null);
		this.portal.check();
		assertThat(this.aws.calls).containsExactly("DescribeStackEvents");
		assertThat(this.portal.only().lastSeq()).isEqualTo(43);
	}

	@Test
	void goesOnAfterARestartWithoutGapOrRepetition() {
		this.portal.launch("blue");
		begin();
		this.portal.check();
		StackFixture restarted = this.portal.restarted();
		this.aws.event(3, "Cache", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(4, "CREATE_COMPLETE");
		restarted.check();
		assertThat(restarted.stacks.events(restarted.only().id(), 0, 100)).extracting(StackEvent::seq)
			.containsExactly(1L, 2L, 3L, 4L);
		assertThat(restarted.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void endsWithOutputsWhenTheStackIsComplete() {
		this.portal.launch("blue");
		begin();
		this.aws.stackEvent(9, "CREATE_COMPLETE");
		this.aws.outputs.add(Output.builder().outputKey("CacheBucketName").outputValue("blue-cache").build());
		assertThat(this.portal.check()).isEmpty();
		assertThat(this.portal.stacks.outputs(this.portal.only().id()))
			.containsExactly(new StackOutput("CacheBucketName", "blue-cache", null));
		assertThat(this.portal.only().status().phase()).isEqualTo(StackStatus.Phase.READY);
		assertThat(this.portal.check()).isEmpty();
	}

	@Test
	void namesTheFirstRealFailureAsTheCause() {
		this.portal.launch("blue");
		begin();
		this.aws.event(5, "Cache", BUCKET, "CREATE_FAILED", "Resource creation cancelled");
		this.aws.event(5, "Manager", INSTANCE, "CREATE_FAILED", "Failed to receive 1 resource signal(s)");
		this.aws.stackEvent(6, "ROLLBACK_IN_PROGRESS");
		assertThat(this.portal.check()).isPresent();
		this.aws.event(7, "Cache", BUCKET, "DELETE_FAILED", "The bucket you tried to delete is not empty");
		this.aws.stackEvent(8, "ROLLBACK_COMPLETE");
		assertThat(this.portal.check()).isEmpty();
		assertThat(this.portal.operation().failure())
			.isEqualTo(new OperationFailure("Manager", INSTANCE, "Failed to receive 1 resource signal(s)"));
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.FAILED);
	}

	@Test
	void followsAnAwsThatTellsNothingOfResources() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		this.aws.stackEvent(1, "CREATE_COMPLETE");
		this.aws.resources.add(software.amazon.awssdk.services.cloudformation.model.StackResource.builder()
			.logicalResourceId("Cache")
			.physicalResourceId("blue-cache")
			.resourceType(BUCKET)
			.resourceStatus("CREATE_COMPLETE")
			.timestamp(this.aws.events.get(0).timestamp())
			.build());
		this.aws.resources.add(software.amazon.awssdk.services.cloudformation.model.StackResource.builder()
			.resourceType("AWS::SecretsManager::Secret")
			.resourceStatus("CREATE_COMPLETE")
			.timestamp(this.aws.events.get(0).timestamp())
			.build());
		assertThat(this.portal.check()).isEmpty();
		assertThat(this.portal.stacks.resources(this.portal.only().id())).extracting(StackResource::logicalId)
			.containsExactly("Cache");
		assertThat(this.portal.only().resourcesDone()).isEqualTo(1);
	}

	@Test
	void sortsEventsOfOneMomentSoThatAResourceBeginsBeforeItEnds() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_COMPLETE");
		this.aws.event(1, "Cache", BUCKET, "CREATE_COMPLETE", null);
		this.aws.event(1, "Cache", BUCKET, "CREATE_IN_PROGRESS", null);
		this.portal.check();
		assertThat(this.portal.stacks.events(this.portal.only().id(), 0, 100)).extracting(StackEvent::status)
			.containsExactly("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_COMPLETE");
		assertThat(this.portal.stacks.resources(this.portal.only().id()).get(0).done()).isTrue();
	}

	@Test
	void aLateEventJoinsTheHistoryButDoesNotTurnTheClockBack() {
		this.portal.launch("blue");
		begin();
		this.aws.event(9, "Cache", BUCKET, "CREATE_COMPLETE", null);
		this.portal.check();
		this.aws.event(2, "Cache", BUCKET, "CREATE_IN_PROGRESS", "Resource creation Initiated");
		this.portal.check();
		assertThat(this.portal.only().lastEvent()).isEqualTo("Cache CREATE_COMPLETE");
		assertThat(this.portal.stacks.resources(this.portal.only().id()).get(0).status()).isEqualTo("CREATE_COMPLETE");
		assertThat(this.portal.only().lastSeq()).isEqualTo(4);
	}

	@Test
	void findsALaunchWhoseAnswerWasLost() {
		this.aws.onCreate = (request) -> {
			throw software.amazon.awssdk.core.exception.SdkClientException.create("Connection reset");
		};
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Unanswered.class);
		assertThat(this.portal.check()).isPresent();
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.only().arn()).isEqualTo(FakeCloudFormation.ARN);
	}

	@Test
	void saysSoWhenALaunchNeverReachedAws() {
		this.aws.silent();
		this.portal.launch("blue");
		this.aws.refusal = null;
		assertThat(this.portal.check()).hasValue(Duration.ofSeconds(10));
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.NOT_SENT);
		assertThat(this.portal.only().status()).isEqualTo(StackStatus.NOT_SENT);
	}

	@Test
	void doesNotAdoptAStackOfSomebodyElse() {
		this.aws.silent();
		this.portal.launch("blue");
		this.aws.refusal = null;
		this.aws.created = software.amazon.awssdk.services.cloudformation.model.CreateStackRequest.builder()
			.stackName("blue")
			.build();
		this.portal.check();
		assertThat(this.portal.only().status()).isEqualTo(StackStatus.NOT_SENT);
	}

	@Test
	void showsWhyAStackCannotBeFollowedUntilItCanAgain() {
		this.portal.launch("blue");
		this.aws.refuse("ExpiredToken", "The security token included in the request is expired");
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this.portal::check);
		assertThat(this.portal.only().trouble()).contains("does not accept the portal’s credentials");
		Instant since = this.portal.only().troubledSince();
		assertThat(since).isNotNull();
		this.aws.silent();
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this.portal::check);
		assertThat(this.portal.only().trouble()).contains("did not answer");
		assertThat(this.portal.only().troubledSince()).isEqualTo(since);
		this.aws.refusal = null;
		begin();
		this.portal.check();
		assertThat(this.portal.only().trouble()).isNull();
		assertThat(this.portal.only().troubledSince()).isNull();
	}

	@Test
	void endsWhenAwsNoLongerKnowsTheStack() {
		this.portal.launch("blue");
		begin();
		this.portal.check();
		this.aws.refuse("ValidationError", "Stack [" + FakeCloudFormation.ARN + "] does not exist");
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this.portal::check);
		this.portal.clock.advance(Duration.ofSeconds(31));
		assertThat(this.portal.check()).isEmpty();
		assertThat(this.portal.only().status().phase()).isEqualTo(StackStatus.Phase.GONE);
		assertThat(this.portal.operation().failure().reason()).contains("removed outside of the portal");
		this.aws.refusal = null;
		assertThat(this.portal.launch("blue", "form-2")).isInstanceOf(StackLaunch.Outcome.Launched.class);
	}

	@Test
	void waitsUntilAwsAgreesWithItsOwnEvents() {
		this.portal.launch("blue");
		begin();
		this.aws.stackEvent(9, "CREATE_COMPLETE");
		this.aws.status = "CREATE_IN_PROGRESS";
		assertThat(this.portal.check()).isPresent();
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
		this.aws.status = "CREATE_COMPLETE";
		assertThat(this.portal.check()).isEmpty();
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void looksOftenOnlyWhileSomebodyWatches() {
		this.portal.launch("blue");
		begin();
		assertThat(this.portal.check()).contains(Duration.ofSeconds(10));
		this.portal.watching.seen(java.util.List.of(this.portal.only().id()));
		assertThat(this.portal.check()).contains(Duration.ofSeconds(2));
		this.portal.clock.advance(Duration.ofSeconds(31));
		assertThat(this.portal.check()).contains(Duration.ofSeconds(10));
	}

	private void begin() {
		this.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		this.aws.event(2, "Cache", BUCKET, "CREATE_IN_PROGRESS", null);
	}

}
