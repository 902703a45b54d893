package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationFailureTest {

	@Test
	void theFirstThatFailedIsTheCauseHoweverTheyAreOrdered() {
		assertThat(OperationFailure.rootCause(List.of(event(3, 30, "Later", "CREATE_FAILED", "also bad"),
				event(1, 10, "Fine", "CREATE_COMPLETE", null), event(2, 20, "First", "CREATE_FAILED", "bad"))))
			.contains(new OperationFailure("First", "AWS::EC2::Instance", "bad"));
	}

	@Test
	void whatWasDraggedAlongIsNoCause() {
		assertThat(OperationFailure
			.rootCause(List.of(event(1, 10, "Dragged", "CREATE_FAILED", "Resource creation cancelled"),
					event(2, 10, "Too", "UPDATE_FAILED", "Resource update canceled"),
					event(3, 20, "Cause", "CREATE_FAILED", "bad"))))
			.map(OperationFailure::logicalId)
			.contains("Cause");
	}

	@Test
	void ofTwoAtTheSameMomentTheEarlierInSequenceCounts() {
		assertThat(OperationFailure.rootCause(
				List.of(event(2, 10, "Second", "CREATE_FAILED", "b"), event(1, 10, "First", "CREATE_FAILED", "a"))))
			.map(OperationFailure::logicalId)
			.contains("First");
	}

	@Test
	void aStackIsNeverItsOwnCauseAndAFailureMayLackWords() {
		StackEvent stack = new StackEvent(1, "e", Instant.EPOCH, "blue", "arn", StackEvent.STACK_TYPE, "CREATE_FAILED",
				"The following resource(s) failed to create");
		assertThat(OperationFailure.rootCause(List.of(stack))).isEmpty();
		assertThat(OperationFailure.rootCause(List.of(stack, event(2, 10, "Mute", "CREATE_FAILED", null))))
			.contains(new OperationFailure("Mute", "AWS::EC2::Instance", ""));
		assertThat(OperationFailure.rootCause(List.of())).isEmpty();
	}

	private static StackEvent event(int seq, int second, String resource, String status, @Nullable String reason) {
		return new StackEvent(seq, "event-" + seq, Instant.ofEpochSecond(second), resource, null, "AWS::EC2::Instance",
				status, reason);
	}

}
