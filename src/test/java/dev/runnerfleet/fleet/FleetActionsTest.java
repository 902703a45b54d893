package dev.runnerfleet.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Operation.Kind;
import dev.runnerfleet.stack.Operation.State;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FleetActionsTest {

	private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

	@ParameterizedTest
	@CsvSource(textBlock = """
			CREATE_COMPLETE,                     change remove inspect
			UPDATE_COMPLETE,                     change remove inspect
			UPDATE_ROLLBACK_COMPLETE,            change remove inspect
			ROLLBACK_COMPLETE,                   retry remove
			CREATE_FAILED,                       retry remove
			UPDATE_ROLLBACK_FAILED,              continueRollback remove
			DELETE_FAILED,                       remove
			UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, ''
			DELETE_COMPLETE,                     ''
			""")
	void offersWhatAwsWouldTakeOnceNothingGoesOn(String status, String offered) {
		assertThat(offered(status, Kind.LAUNCH, State.SUCCEEDED)).isEqualTo(words(offered));
	}

	@Test
	void whileSomethingGoesOnOnlyAnUpdateCanBeStopped() {
		assertThat(offered("UPDATE_IN_PROGRESS", Kind.UPDATE, State.RUNNING)).containsExactly("cancel");
		assertThat(offered("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", Kind.UPDATE, State.RUNNING)).isEmpty();
		assertThat(offered("CREATE_COMPLETE", Kind.REMOVE, State.PREPARING)).isEmpty();
		assertThat(offered("CREATE_IN_PROGRESS", Kind.LAUNCH, State.RUNNING)).isEmpty();
	}

	@Test
	void aLaunchWhoseRemainsAreGoneCanStillBeTriedAgain() {
		assertThat(offered("DELETE_COMPLETE", Kind.RETRY, State.SUCCEEDED)).containsExactly("retry");
	}

	private static List<String> words(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split(" "));
	}

	private static List<String> offered(String status, Kind kind, State state) {
		FleetActions actions = FleetActions.of(stack(status), operation(kind, state));
		List<String> offered = new ArrayList<>();
		add(offered, actions.change(), "change");
		add(offered, actions.cancel(), "cancel");
		add(offered, actions.continueRollback(), "continueRollback");
		add(offered, actions.retry(), "retry");
		add(offered, actions.remove(), "remove");
		add(offered, actions.inspect(), "inspect");
		return offered;
	}

	private static void add(List<String> offered, boolean yes, String word) {
		if (yes) {
			offered.add(word);
		}
	}

	private static Stack stack(String status) {
		return new Stack(UUID.randomUUID(), "blue", "eu-central-1", "arn:blue", new StackStatus(status), null, 0, 0, 0,
				null, null, null, "ada", NOW, NOW, 0);
	}

	private static Operation operation(Kind kind, State state) {
		@Nullable Instant finished = (state == State.SUCCEEDED) ? NOW : null;
		return new Operation(UUID.randomUUID(), UUID.randomUUID(), kind, state, "ada", 0, NOW, finished, NOW, null,
				null, null);
	}

}
