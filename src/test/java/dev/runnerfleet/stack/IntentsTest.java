package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.runnerfleet.aws.AwsFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;

class IntentsTest {

	private static final String STACK = StackEvent.STACK_TYPE;

	private final StackFixture portal = new StackFixture();

	private final FakeCloudFormation aws = this.portal.aws;

	private UUID stack;

	@BeforeEach
	void aReadyFleet() {
		this.portal.launch("blue");
		this.aws.event(1, "blue", STACK, "CREATE_IN_PROGRESS", null);
		this.aws.event(2, "blue", STACK, "CREATE_COMPLETE", null);
		this.aws.status = "CREATE_COMPLETE";
		this.portal.check();
		this.portal.clock.advance(Duration.ofSeconds(10));
		this.stack = this.portal.only().id();
	}

	@Test
	void ofTwoWhoActAtOnceExactlyOneWinsAndTheOtherLearnsWhoDid() throws Exception {
		ExecutorService people = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 100; round++) {
				Callable<Intent> ada = () -> plan("ada");
				Callable<Intent> bob = () -> plan("bob");
				List<Intent> intents = people.invokeAll(List.of(ada, bob)).stream().map(IntentsTest::result).toList();
				Intent.Recorded winner = one(intents, Intent.Recorded.class);
				Intent.Busy loser = one(intents, Intent.Busy.class);
				assertThat(loser.underWay()).isEqualTo(winner.operation());
				this.portal.operations.update(winner.operation().notSent(this.portal.clock.instant()));
			}
		}
		finally {
			people.shutdownNow();
		}
	}

	@Test
	void whatAwsRefusesIsOverAndTheStackIsAsItWas() {
		Operation operation = planned(Operation.Kind.UPDATE);
		OperationOutcome outcome = this.portal.intents.send(operation,
				() -> AwsFailure.guard("cloudformation:X", () -> {
					throw FakeCloudFormation.error("ValidationError", "No.");
				}));
		assertThat(outcome).isInstanceOf(OperationOutcome.Refused.class);
		assertThat(latest().state()).isEqualTo(Operation.State.FAILED);
		assertThat(latest().failure()).isEqualTo(OperationFailure.refused("AWS refused the request. AWS says: No."));
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
		assertThat(plan("bob")).isInstanceOf(Intent.Recorded.class);
	}

	@Test
	void withoutAnAnswerTheTrackerFindsOutThatAwsHasBegun() {
		Operation operation = unanswered(Operation.Kind.UPDATE);
		this.aws.event(30, "blue", STACK, "UPDATE_IN_PROGRESS", null, operation.id().toString());
		assertThat(this.portal.tracker.check(operation.id())).isPresent();
		assertThat(latest().state()).isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.only().status().name()).isEqualTo("UPDATE_IN_PROGRESS");
	}

	@Test
	void withoutAnAnswerTheTrackerFindsOutThatAwsNeverHeardOfIt() {
		Operation operation = unanswered(Operation.Kind.UPDATE);
		this.aws.event(30, "blue", STACK, "UPDATE_IN_PROGRESS", null, "somebody-elses");
		assertThat(this.portal.tracker.check(operation.id())).hasValue(Duration.ofSeconds(10));
		assertThat(latest().state()).isEqualTo(Operation.State.NOT_SENT);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void aRemovalThatAwsNeverHeardOfIsTakenUpAgain() {
		Operation operation = unanswered(Operation.Kind.REMOVE);
		this.portal.tracker.check(operation.id());
		assertThat(latest().state()).isEqualTo(Operation.State.PREPARING);
		assertThat(this.portal.intents.prepared(operation.id())).map(Operation::id).contains(operation.id());
		assertThat(this.portal.intents.prepared(operation.id())).isEmpty();
	}

	@Test
	void eachKindEndsWellAsItShould() {
		Operation removal = planned(Operation.Kind.REMOVE);
		this.portal.intents.send(removal, () -> {
		});
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_IN_PROGRESS");
		ends(removal, "DELETE_COMPLETE");
		assertThat(latest().state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.announced).contains(new OperationEvent.Ended(latest()));
	}

	@Test
	void anUpdateThatIsUndoneHasFailedUnlessSomebodyCancelledIt() {
		Operation update = planned(Operation.Kind.UPDATE);
		this.portal.intents.send(update, () -> {
		});
		this.portal.operations.update(latest().cancelling("bob"));
		ends(update, "UPDATE_ROLLBACK_COMPLETE");
		assertThat(latest().state()).isEqualTo(Operation.State.CANCELLED);
		assertThat(latest().cancelledBy()).isEqualTo("bob");
	}

	private void ends(Operation operation, String status) {
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.aws.event(60, "blue", STACK, status, null);
		this.aws.status = status;
		assertThat(this.portal.tracker.check(operation.id())).isEmpty();
	}

	private Operation unanswered(Operation.Kind kind) {
		Operation operation = planned(kind);
		OperationOutcome outcome = this.portal.intents.send(operation,
				() -> AwsFailure.guard("cloudformation:X", () -> {
					throw SdkClientException.create("Read timed out");
				}));
		assertThat(outcome).isInstanceOf(OperationOutcome.Begun.class);
		return operation;
	}

	private Operation planned(Operation.Kind kind) {
		return ((Intent.Recorded) this.portal.intents.plan(this.stack, kind, "ada", (operation) -> {
		})).operation();
	}

	private Intent plan(String by) {
		return this.portal.intents.plan(this.stack, Operation.Kind.UPDATE, by, (operation) -> {
		});
	}

	private Operation latest() {
		return this.portal.jdbc.sql("select * from operation where kind <> 'LAUNCH'")
			.query(RowMappers::operation)
			.single();
	}

	private static <T extends Intent> T one(List<Intent> intents, Class<T> type) {
		List<T> found = intents.stream().filter(type::isInstance).map(type::cast).toList();
		assertThat(found).as("%s among %s", type.getSimpleName(), intents).hasSize(1);
		return found.get(0);
	}

	private static Intent result(Future<Intent> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

}
