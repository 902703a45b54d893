package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class IdleStackCheckTest {

	private static final String BUCKET = "AWS::S3::Bucket";

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	IdleStackCheckTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void aReadyFleet() {
		this.portal.launch("blue");
		this.aws.stackEvent(1, "CREATE_IN_PROGRESS");
		this.aws.event(2, "Cache", BUCKET, "CREATE_COMPLETE", null);
		this.aws.stackEvent(3, "CREATE_COMPLETE");
		this.portal.check();
		this.portal.clock.advance(Duration.ofMinutes(10));
		this.aws.calls.clear();
	}

	@Test
	void aFleetThatNobodyTouchedCostsOneListingAndNothingElse() {
		this.portal.idleStackCheck.look();
		this.portal.idleStackCheck.look();
		assertThat(this.aws.calls).containsOnly("ListStacks").hasSize(4);
		assertThat(outside()).isEmpty();
	}

	@Test
	void aRegionThatCannotBeSeenIsToldOnEachFleetUntilItCan() {
		this.aws.refuse("ExpiredToken", "Expired.");
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().trouble()).contains("The session has expired");
		assertThat(this.portal.only().troubledSince()).isNotNull();
		this.aws.refusal = null;
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().trouble()).isNull();
	}

	@Test
	void oneListingWithoutAnAnswerIsNoTrouble() {
		this.aws.silent();
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().trouble()).isNull();
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().trouble()).contains("did not answer");
	}

	@Test
	void anUpdateBehindThePortalsBackIsNoticedWithAllItsEvents() {
		updatedOutside(100);
		this.portal.idleStackCheck.look();
		Operation noticed = outside().get(0);
		assertThat(noticed.state()).isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.nextLook(noticed.id())).isEqualTo(this.portal.clock.instant());
		this.aws.parameters.add(Parameter.builder().parameterKey("IdleCount").parameterValue("3").build());
		this.portal.tracker.check(noticed.id());
		assertThat(outside().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.only().status().name()).isEqualTo("UPDATE_COMPLETE");
		assertThat(this.portal.stacks.events(this.portal.only().id(), noticed.fromSeq(), 100))
			.extracting(StackEvent::status)
			.containsExactly("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_COMPLETE");
		assertThat(this.portal.announced).hasAtLeastOneElementOfType(OperationEvent.Settled.class)
			.filteredOn(OperationEvent.Settled.class::isInstance)
			.map(OperationEvent.Settled.class::cast)
			.last()
			.satisfies((settled) -> {
				assertThat(settled.operation()).isEqualTo(outside().get(0));
				assertThat(settled.parameters()).isEqualTo(Map.of("IdleCount", "3"));
				assertThat(settled.tags()).containsKey("runner-fleet-portal:fleet");
			});
		this.portal.idleStackCheck.look();
		assertThat(outside()).hasSize(1);
	}

	@Test
	void twoUpdatesBetweenTwoLooksAreOneChangeWithTheEventsOfBoth() {
		updatedOutside(100);
		updatedOutside(200);
		sweepAndFollow();
		assertThat(outside()).hasSize(1);
		assertThat(this.portal.only().lastSeq()).isEqualTo(9);
	}

	@Test
	void anUpdateIsNoticedThoughTheStatusIsTheSameAsBefore() {
		updatedOutside(100);
		sweepAndFollow();
		updatedOutside(200);
		sweepAndFollow();
		assertThat(outside()).hasSize(2).allMatch((change) -> change.state() == Operation.State.SUCCEEDED);
	}

	@Test
	void aRemovalBehindThePortalsBackFreesTheName() {
		this.aws.stackEvent(100, "DELETE_IN_PROGRESS");
		this.aws.stackEvent(110, "DELETE_COMPLETE");
		sweepAndFollow();
		assertThat(this.portal.only().status().phase()).isEqualTo(StackStatus.Phase.GONE);
		assertThat(outside().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(outside().get(0).requestedBy()).isEqualTo(Operation.SOMEBODY);
		assertThat(this.portal.launch("blue", "form-2")).isInstanceOf(StackLaunch.Outcome.Launched.class);
	}

	@Test
	void aStackThatAwsNoLongerKnowsIsGone() {
		this.aws.created = null;
		this.portal.idleStackCheck.look();
		this.aws.refuse("ValidationError", "Stack [" + FakeCloudFormation.ARN + "] does not exist");
		this.portal.tracker.check(outside().get(0).id());
		assertThat(this.portal.only().status().phase()).isEqualTo(StackStatus.Phase.GONE);
		assertThat(outside().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void aStackThatIsOnlyMissingFromTheListIsStillThere() {
		this.aws.listed = false;
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
		assertThat(this.aws.calls).containsExactly("ListStacks", "DescribeStacks");
	}

	@Test
	void anIdentityOfAnotherAccountRemovesNothing() {
		var created = this.aws.created;
		this.aws.created = null;
		this.aws.account = "999988887777";
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
		assertThat(this.portal.only().trouble()).contains("another account");
		this.aws.created = created;
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().trouble()).isNull();
	}

	@Test
	void anIdentityOfAnotherAccountEndsNoRemovalAndFreesNoName() {
		Operation removal = ((OperationOutcome.Begun) this.portal.remover.begin(this.portal.only().id(),
				Operation.Kind.REMOVE, "ada", (operation) -> {
				}))
			.operation();
		this.portal.remover.delete(removal.id(), List.of());
		this.aws.refuse("ValidationError", "Stack with id blue does not exist");
		this.aws.account = "999988887777";
		this.portal.clock.advance(Duration.ofMinutes(5));
		assertThat(this.portal.tracker.check(removal.id())).hasValue(Duration.ofMinutes(1));
		assertThat(this.portal.operations.find(removal.id())).get()
			.extracting(Operation::state)
			.isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.only().trouble()).contains("another account");
		this.portal.jdbc.sql("update stack set status = 'CREATE_COMPLETE'").update();
		assertThat(this.portal.launch("blue", "form-2")).isInstanceOf(StackLaunch.Outcome.NameTaken.class);
		this.aws.account = "111122223333";
		this.aws.refusal = null;
		this.aws.stackEvent(300, "DELETE_COMPLETE");
		this.portal.tracker.check(removal.id());
		assertThat(this.portal.operations.find(removal.id())).get()
			.extracting(Operation::state)
			.isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void anUpdateThatStillGoesOnIsFollowed() {
		this.aws.updatedAt = 100;
		this.aws.stackEvent(100, "UPDATE_IN_PROGRESS");
		this.portal.idleStackCheck.look();
		assertThat(this.portal.only().status().name()).isEqualTo("UPDATE_IN_PROGRESS");
		assertThat(this.portal.tracker.check(outside().get(0).id())).isPresent();
		this.aws.stackEvent(120, "UPDATE_ROLLBACK_COMPLETE");
		assertThat(this.portal.tracker.check(outside().get(0).id())).isEmpty();
		assertThat(outside().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void aStatusOfTheFutureIsTakenAsItIs() {
		this.aws.stackEvent(100, "FROBNICATE_COMPLETE");
		sweepAndFollow();
		assertThat(this.portal.only().status().name()).isEqualTo("FROBNICATE_COMPLETE");
		this.portal.idleStackCheck.look();
		assertThat(outside()).hasSize(1);
	}

	@Test
	void thePortalsOwnUpdateIsNobodyElses() {
		Operation update = ((Intent.Recorded) this.portal.intents.plan(this.portal.only().id(), Operation.Kind.UPDATE,
				"ada", (operation) -> {
				}))
			.operation();
		this.portal.intents.send(update, () -> updatedOutside(100));
		this.portal.idleStackCheck.look();
		this.portal.tracker.check(update.id());
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
	}

	@Test
	void whatThePortalDidBetweenListingAndRecordingIsNobodyElses() {
		Stack before = this.portal.only();
		Operation update = ((Intent.Recorded) this.portal.intents.plan(before.id(), Operation.Kind.UPDATE, "ada",
				(operation) -> {
				}))
			.operation();
		this.portal.intents.send(update, () -> updatedOutside(100));
		this.portal.tracker.check(update.id());
		assertThat(this.portal.intents.noticed(before, new StackStatus("UPDATE_COMPLETE"), (operation) -> {
		})).isFalse();
	}

	@Test
	void aListThatLagsBehindIsNotBelieved() {
		this.aws.listedStatus = "CREATE_IN_PROGRESS";
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
	}

	@Test
	void whileAwsIsDownNothingIsBelievedAndTheNextLookCatchesUp() {
		updatedOutside(100);
		this.aws.silent();
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
		assertThat(this.portal.only().trouble()).isNull();
		this.aws.refusal = null;
		this.portal.idleStackCheck.look();
		assertThat(outside()).hasSize(1);
	}

	@Test
	void afterAnUpgradeWhatIsThereIsWhereLookingBegins() {
		this.portal.jdbc.sql("delete from stack_seen").update();
		this.aws.updatedAt = 50;
		this.portal.idleStackCheck.look();
		assertThat(outside()).isEmpty();
		updatedOutside(100);
		this.portal.idleStackCheck.look();
		assertThat(outside()).hasSize(1);
	}

	@Test
	void aComparisonInTheConsoleIsRemembered() {
		this.portal.idleStackCheck.look();
		this.aws.drift = "DRIFTED";
		this.aws.comparedAt = 100;
		long before = this.portal.only().revision();
		this.portal.idleStackCheck.look();
		assertThat(this.portal.jdbc.sql("select drift_status from stack_seen").query(String.class).single())
			.isEqualTo("DRIFTED");
		assertThat(this.portal.only().revision()).isGreaterThan(before);
		assertThat(outside()).isEmpty();
	}

	private void updatedOutside(int at) {
		this.aws.updatedAt = at;
		this.aws.stackEvent(at, "UPDATE_IN_PROGRESS");
		this.aws.event(at + 1, "Cache", BUCKET, "UPDATE_COMPLETE", null);
		this.aws.stackEvent(at + 2, "UPDATE_COMPLETE");
	}

	private void sweepAndFollow() {
		this.portal.idleStackCheck.look();
		outside().forEach((change) -> assertThat(this.portal.tracker.check(change.id())).isEmpty());
	}

	private List<Operation> outside() {
		return this.portal.jdbc.sql("select * from operation where kind = 'OUTSIDE' order by started_at")
			.query(RowMappers::operation)
			.list();
	}

}
