package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StacksTest {

	private static final String WORKERS = "AWS::AutoScaling::AutoScalingGroup";

	private final StackFixture portal;

	StacksTest(TestDatabase database) {
		this.portal = new StackFixture(database);
	}

	@Test
	void ofALongHistoryTheLatestIsRead() {
		UUID blue = launched("blue");
		UUID red = launched("red");
		Operation second = ended(blue, Operation.Kind.UPDATE, 1);
		Operation third = ended(blue, Operation.Kind.OUTSIDE, 2);
		Operation fourth = ended(blue, Operation.Kind.UPDATE, 3);
		Stacks stacks = this.portal.stacks;
		assertThat(stacks.operations(blue, 2)).extracting(Operation::id).containsExactly(fourth.id(), third.id());
		assertThat(stacks.operations(blue, 10)).hasSize(4).element(2).isEqualTo(second);
		assertThat(stacks.latestOperation(blue)).contains(fourth);
		assertThat(stacks.latestOperation(blue, Operation.Kind.LAUNCH)).map(Operation::kind)
			.contains(Operation.Kind.LAUNCH);
		assertThat(stacks.latestOperation(red, Operation.Kind.UPDATE)).isEmpty();
		assertThat(stacks.latestOperations(List.of(blue, red, UUID.randomUUID()))).hasSize(2)
			.containsEntry(blue, fourth)
			.hasEntrySatisfying(red, (latest) -> assertThat(latest.kind()).isEqualTo(Operation.Kind.LAUNCH));
	}

	@Test
	void ofTwoOfTheSameMomentEveryReadTakesTheSame() {
		UUID blue = launched("blue");
		ended(blue, Operation.Kind.UPDATE, 1);
		ended(blue, Operation.Kind.UPDATE, 1);
		Operation latest = this.portal.stacks.latestOperation(blue).orElseThrow();
		assertThat(this.portal.stacks.latestOperations(List.of(blue))).containsEntry(blue, latest);
		assertThat(this.portal.stacks.operations(blue, 10)).element(0).isEqualTo(latest);
	}

	@Test
	void theSameNameInAnotherAccountIsFree() {
		launched("blue");
		assertThat(this.portal.stacks.nameInUse(Place.in("eu-central-1"), "blue")).isTrue();
		assertThat(this.portal.stacks.nameInUse(Place.in("eu-west-1"), "blue")).isFalse();
		assertThat(this.portal.stacks.nameInUse(new Place("444455556666", "eu-central-1"), "blue")).isFalse();
		assertThat(this.portal.only().place()).isEqualTo(Place.in("eu-central-1"));
	}

	@Test
	void theCauseOfAFailureIsFoundAmongTheEventsOfItsOperation() {
		UUID blue = launched("blue");
		event(blue, 1, "Earlier", "CREATE_FAILED", "of another operation");
		event(blue, 2, "Manager", "UPDATE_IN_PROGRESS", null);
		event(blue, 3, "Dragged", "UPDATE_FAILED", "Resource update cancelled");
		event(blue, 4, "Workers", "UPDATE_FAILED", "No capacity");
		Operation update = Operation.planned(blue, Operation.Kind.UPDATE, "ada", 1, this.portal.clock.instant());
		assertThat(this.portal.stacks.rootCause(update))
			.contains(new OperationFailure("Workers", WORKERS, "No capacity"));
	}

	private UUID launched(String name) {
		this.portal.launch(name);
		this.portal.jdbc.sql("update operation set state = 'SUCCEEDED', active_stack = null").update();
		return this.portal.jdbc.sql("select id from stack where name = ?").param(name).query(UUID.class).single();
	}

	private Operation ended(UUID stack, Operation.Kind kind, int minutesLater) {
		Instant at = this.portal.clock.instant().plus(Duration.ofMinutes(minutesLater));
		Operation running = Operation.planned(stack, kind, "ada", 0, at).running();
		this.portal.operations.insert(running, null);
		Operation ended = running.succeeded(at);
		this.portal.operations.update(ended);
		return ended;
	}

	private void event(UUID stack, int seq, String logicalId, String status, String reason) {
		this.portal.jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, type, status, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(stack, seq, "event-" + seq, Columns.sql(this.portal.clock.instant().plusSeconds(seq)), logicalId,
					WORKERS, status, reason)
			.update();
	}

}
