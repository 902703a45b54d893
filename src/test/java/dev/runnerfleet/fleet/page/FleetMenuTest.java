package dev.runnerfleet.fleet.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FleetMenuTest {

	/** What can be done has one button, and what cannot has none. */
	@ParameterizedTest
	@EnumSource(FleetState.class)
	void eachThingThatCanBeDoneIsThereOnce(FleetState state) {
		List<String> expected = new ArrayList<>(
				FleetActions.of(state).possible().stream().map(FleetAction::label).toList());
		expected.add(FleetAction.LIKE);
		FleetMenu menu = FleetMenu.of(state, false);
		assertThat(Stream
			.concat(Stream.concat(Stream.ofNullable(menu.primary()), Stream.ofNullable(menu.apart())),
					menu.more().stream())
			.map(FleetMenu.Item::label)
			.filter((label) -> !label.equals("Protection against deletion")))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@ParameterizedTest
	@EnumSource(FleetState.class)
	void whatRunsIsNeverEndedByTheButtonInFront(FleetState state) {
		FleetMenu.Item primary = FleetMenu.of(state, false).primary();
		assertThat((primary != null) ? primary.label() : "").isNotIn("Remove", "Stop the launch", "Cancel the change");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "READY|Change|Remove", "LAUNCH_UNDONE|Correct and launch again|Remove",
					"LAUNCH_REFUSED|Correct and launch again|", "UPDATE_STUCK|Continue the rollback|Remove",
					"REMOVAL_STOPPED|Finish the removal|", "RUNNER_PAUSED|Bring it back|Finish the removal",
					"LAUNCHING||Stop the launch", "UPDATING||Cancel the change", "REMOVED|Launch another like it|",
					"REMOVING||" })
	void theNextSensibleThingIsInFront(FleetState state, String primary, String apart) {
		assertThat(FleetMenu.of(state, false)).returns(primary, (menu) -> label(menu.primary()))
			.returns(apart, (menu) -> label(menu.apart()));
	}

	@ParameterizedTest
	@CsvSource({ "READY,true", "LAUNCHING,false", "REMOVED,false", "UPDATE_STUCK,false" })
	void aFleetThatCouldBeChangedCanBeMoved(FleetState state, boolean there) {
		FleetMenu.Item move = new FleetMenu.Item("Move to Docker Autoscaler", "move");
		assertThat(FleetMenu.of(state, true).more().contains(move)).isEqualTo(there);
		assertThat(FleetMenu.of(state, false).more()).doesNotContain(move);
	}

	private static String label(FleetMenu.Item item) {
		return (item != null) ? item.label() : null;
	}

}
