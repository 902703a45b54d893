package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What people can do while a change goes on, or after its rollback got stuck. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class InterventionsTest {

	private static final String STACK = StackEvent.STACK_TYPE;

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	private UUID stack;

	InterventionsTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void aFleetThatIsBeingChanged() {
		this.portal.launch("blue");
		happens(2, "blue", STACK, "CREATE_COMPLETE");
		this.portal.check();
		this.portal.clock.advance(Duration.ofSeconds(10));
		this.stack = this.portal.only().id();
		Intent intent = this.portal.intents.plan(this.stack, Operation.Kind.UPDATE, "ada", (operation) -> {
		});
		this.portal.intents.send(((Intent.Recorded) intent).operation(), () -> {
		});
	}

	@Test
	void aCancelledUpdateEndsAsCancelled() {
		assertThat(this.portal.cancellation.cancel(this.stack, "bob", InterventionsTest::nothing))
			.isInstanceOf(OperationOutcome.Begun.class);
		assertThat(this.portal.only().status().name()).isEqualTo("UPDATE_ROLLBACK_IN_PROGRESS");
		this.portal.clock.advance(Duration.ofMinutes(1));
		happens(60, "blue", STACK, "UPDATE_ROLLBACK_COMPLETE");
		this.portal.tracker.check(latest().id());
		assertThat(latest().state()).isEqualTo(Operation.State.CANCELLED);
		assertThat(latest().cancelledBy()).isEqualTo("bob");
	}

	@Test
	void whatAwsWillNotStopGoesOnAsIfNobodyHadAsked() {
		this.aws.refuseOnly("CancelUpdateStack", () -> FakeCloudFormation.error("ValidationError", "Too late."));
		assertThat(this.portal.cancellation.cancel(this.stack, "bob", InterventionsTest::nothing))
			.isInstanceOf(OperationOutcome.Refused.class);
		assertThat(latest().cancelledBy()).isNull();
		assertThat(latest().state()).isEqualTo(Operation.State.RUNNING);
	}

	@Test
	void withoutAnAnswerItCanBeAskedOnceMore() {
		this.aws.refuseOnly("CancelUpdateStack", () -> SdkClientException.create("Read timed out"));
		assertThat(this.portal.cancellation.cancel(this.stack, "bob", InterventionsTest::nothing))
			.isInstanceOf(OperationOutcome.Begun.class);
		assertThat(latest().cancelledBy()).isEqualTo("bob");
		this.aws.refuseOnly("nothing", IllegalStateException::new);
		this.portal.cancellation.cancel(this.stack, "ada", InterventionsTest::nothing);
		assertThat(this.aws.calls).filteredOn("CancelUpdateStack"::equals).hasSize(2);
	}

	@Test
	void whatHasEndedCannotBeCancelled() {
		stuck();
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> this.portal.cancellation.cancel(this.stack, "bob", InterventionsTest::nothing))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(409));
		assertThat(this.aws.calls).doesNotContain("CancelUpdateStack");
	}

	@Test
	void onlyWhatCouldNotBePutBackCanBeSkipped() {
		assertThat(this.portal.rollback.skippable(this.stack)).isEmpty();
		stuck();
		assertThat(this.portal.rollback.skippable(this.stack)).extracting(StackResource::logicalId)
			.containsExactly("Manager");
	}

	@Test
	void aStuckRollbackGoesOnWithoutWhatIsSkipped() {
		stuck();
		OperationOutcome outcome = this.portal.rollback.begin(this.stack, List.of("Manager"), "bob");
		assertThat(outcome).isInstanceOf(OperationOutcome.Begun.class);
		assertThat(this.aws.calls).contains("ContinueUpdateRollback [Manager]");
		this.portal.clock.advance(Duration.ofMinutes(1));
		happens(120, "blue", STACK, "UPDATE_ROLLBACK_COMPLETE");
		Operation rollback = ((OperationOutcome.Begun) outcome).operation();
		this.portal.tracker.check(rollback.id());
		assertThat(this.portal.operations.find(rollback.id())).map(Operation::state)
			.hasValue(Operation.State.SUCCEEDED);
	}

	@Test
	void nothingIsContinuedThatIsNotStuck() {
		this.portal.operations
			.update(latest().failed(this.portal.clock.instant(), new OperationFailure(null, null, "No.")));
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> this.portal.rollback.begin(this.stack, List.of(), "bob"))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(409));
		assertThat(this.portal.operations.unfinished()).isEmpty();
	}

	private void stuck() {
		this.portal.clock.advance(Duration.ofMinutes(1));
		happens(50, "CacheBucket", "AWS::S3::Bucket", "UPDATE_COMPLETE");
		happens(55, "Manager", "AWS::EC2::Instance", "UPDATE_FAILED");
		happens(60, "blue", STACK, "UPDATE_ROLLBACK_FAILED");
		this.portal.tracker.check(latest().id());
		assertThat(latest().state()).isEqualTo(Operation.State.FAILED);
	}

	private void happens(int at, String logicalId, String type, String status) {
		this.aws.event(at, logicalId, type, status, null);
		if (type.equals(STACK)) {
			this.aws.status = status;
		}
	}

	private Operation latest() {
		return this.portal.jdbc.sql("select * from operation where kind = 'UPDATE'")
			.query(RowMappers::operation)
			.single();
	}

	private static void nothing() {
	}

}
