package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.Output;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LateEventsTest {

	private static final String BUCKET = "AWS::S3::Bucket";

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	LateEventsTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void launched() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		for (String bucket : new String[] { "First", "Second", "Third" }) {
			this.aws.event(2, bucket, BUCKET, "CREATE_IN_PROGRESS", null);
		}
		this.aws.event(3, "First", BUCKET, "CREATE_COMPLETE", null);
		this.aws.event(3, "Second", BUCKET, "CREATE_COMPLETE", null);
		this.portal.check();
	}

	@Test
	void anEventThatIsListedTenSecondsLateIsTakenIn() {
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.portal.follow(Duration.ofSeconds(3));
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.only().resourcesDone()).isEqualTo(2);
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		StackFixture restarted = this.portal.restarted();
		restarted.follow(Duration.ofSeconds(15));
		assertThat(restarted.only().resourcesDone()).isEqualTo(3);
		assertThat(restarted.only().status().name()).isEqualTo("CREATE_COMPLETE");
		assertThat(restarted.only().lastSeq()).isEqualTo(8);
	}

	@Test
	void anEventThatIsListedAMinuteLateIsTakenInAndThenTheStackIsLeftAlone() {
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.portal.follow(Duration.ofSeconds(30));
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		this.aws.calls.clear();
		this.portal.follow(Duration.ofSeconds(90));
		assertThat(this.portal.only().resourcesDone()).isEqualTo(3);
		assertThat(this.aws.calls).containsExactly("DescribeStackEvents");
		assertThat(this.portal.nextLook(this.portal.operation().id())).isNull();
	}

	@Test
	void resourcesThatNoEventTellsOfAreAskedForThemselves() {
		this.aws.resources.add(software.amazon.awssdk.services.cloudformation.model.StackResource.builder()
			.logicalResourceId("Third")
			.physicalResourceId("third-bucket")
			.resourceType(BUCKET)
			.resourceStatus("CREATE_COMPLETE")
			.timestamp(Instant.ofEpochSecond(1_800_000_004L))
			.build());
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.portal.check();
		assertThat(this.portal.only().resourcesDone()).isEqualTo(3);
		assertThat(this.portal.stacks.resources(this.portal.only().id()))
			.allMatch((resource) -> resource.status().equals("CREATE_COMPLETE"));
	}

	@Test
	void aLateBeginningTurnsNoResourceBack() {
		this.aws.event(3, "First", BUCKET, "CREATE_IN_PROGRESS", "Resource creation Initiated");
		this.aws.event(4, "Second", BUCKET, "CREATE_IN_PROGRESS", "Resource creation Initiated");
		this.portal.check();
		assertThat(this.portal.only().resourcesDone()).isEqualTo(2);
	}

	@Test
	void aRollbackOfAnUpdateBeginsAnewWithAResource() {
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.portal.check();
		this.aws.stackEvent(100, "UPDATE_IN_PROGRESS");
		this.aws.event(101, "First", BUCKET, "UPDATE_IN_PROGRESS", null);
		this.aws.event(102, "First", BUCKET, "UPDATE_COMPLETE", null);
		this.aws.stackEvent(103, "UPDATE_ROLLBACK_IN_PROGRESS");
		this.aws.event(104, "First", BUCKET, "UPDATE_IN_PROGRESS", null);
		this.portal.tracker.catchUp(this.portal.only());
		assertThat(this.portal.stacks.resources(this.portal.only().id())).filteredOn("logicalId", "First")
			.extracting(StackResource::status)
			.containsExactly("UPDATE_IN_PROGRESS");
	}

	@Test
	void aCauseThatIsListedLateIsStillTheCause() {
		this.aws.stackEvent(5, "ROLLBACK_COMPLETE");
		this.portal.check();
		assertThat(this.portal.operation().failure().logicalId()).isNull();
		this.aws.event(4, "Third", BUCKET, "CREATE_FAILED", "The bucket name is taken");
		this.portal.follow(Duration.ofSeconds(15));
		assertThat(this.portal.operation().failure())
			.isEqualTo(new OperationFailure("Third", BUCKET, "The bucket name is taken"));
	}

	@Test
	void anEndThatOnlyTheStatusTellsIsFound() {
		this.aws.status = "CREATE_COMPLETE";
		this.aws.outputs.add(Output.builder().outputKey("Name").outputValue("blue").build());
		this.portal.follow(Duration.ofSeconds(45));
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.stacks.outputs(this.portal.only().id())).hasSize(1);
	}

	@Test
	void amongManyAnEndIsKnownByItsEventsAloneAndWhatCameOfItIsReadLater() {
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.aws.outputs.add(Output.builder().outputKey("Name").outputValue("blue").build());
		this.aws.calls.clear();
		assertThat(this.portal.tracker.check(this.portal.operation().id(), true, true)).isEmpty();
		assertThat(this.aws.calls).containsExactly("DescribeStackEvents");
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.only().resourcesDone()).isEqualTo(3);
		StackFixture restarted = this.portal.restarted();
		restarted.follow(Duration.ofSeconds(3));
		assertThat(restarted.stacks.outputs(restarted.only().id())).hasSize(1);
	}

	@Test
	void amongManyAFailureIsKnownWithItsCause() {
		this.aws.event(4, "Third", BUCKET, "CREATE_FAILED", "The bucket name is taken");
		this.aws.stackEvent(5, "ROLLBACK_COMPLETE");
		assertThat(this.portal.tracker.check(this.portal.operation().id(), true, true)).isEmpty();
		assertThat(this.portal.operation().failure())
			.isEqualTo(new OperationFailure("Third", BUCKET, "The bucket name is taken"));
	}

	@Test
	void amongManyASuspicionInVainCostsOneCall() {
		this.aws.calls.clear();
		assertThat(this.portal.tracker.check(this.portal.operation().id(), true, true)).isPresent();
		assertThat(this.aws.calls).containsExactly("DescribeStackEvents");
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
	}

	@Test
	void amongManyTheEventsOfAnEndThatWasToldComeBeforeItsDescription() {
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.aws.outputs.add(Output.builder().outputKey("Name").outputValue("blue").build());
		Operation launch = this.portal.operation();
		this.portal.completion.early()
			.told(new Poll.Told(launch.id(), new StackSnapshot(new StackStatus("CREATE_COMPLETE"), null, null, null),
					null));
		this.aws.calls.clear();
		assertThat(this.portal.lateEvents.check(launch.id(), true)).contains(Duration.ZERO);
		assertThat(this.aws.calls).containsExactly("DescribeStackEvents");
		assertThat(this.portal.only().resourcesDone()).isEqualTo(3);
		this.aws.calls.clear();
		assertThat(this.portal.lateEvents.check(launch.id(), true)).isPresent();
		assertThat(this.aws.calls).containsExactly("DescribeStacks");
		assertThat(this.portal.stacks.outputs(this.portal.only().id())).hasSize(1);
	}

	@Test
	void anOldStatusIsNotTakenForTheEndOfAnUpdate() {
		this.aws.event(4, "Third", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(5, "CREATE_COMPLETE");
		this.portal.check();
		Operation update = ((Intent.Recorded) this.portal.intents.plan(this.portal.only().id(), Operation.Kind.UPDATE,
				"ada", (operation) -> {
				}))
			.operation();
		this.portal.intents.send(update, () -> {
		});
		assertThat(this.portal.tracker.check(update.id(), true, false)).isPresent();
		this.aws.updatedAt = 100;
		this.aws.status = "UPDATE_COMPLETE";
		assertThat(this.portal.tracker.check(update.id(), true, false)).isEmpty();
	}

	@Test
	void howLongItTookIsMeasuredByOneClock() {
		StackFixture portal = new StackFixture();
		portal.clock.advance(Duration.ofMinutes(-15));
		portal.launch("green");
		portal.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		portal.clock.advance(Duration.ofSeconds(14));
		portal.aws.stackEvent(13, "CREATE_COMPLETE");
		portal.check();
		assertThat(Duration.between(portal.operation().startedAt(), portal.operation().finishedAt()))
			.isEqualTo(Duration.ofSeconds(12));
	}

}
