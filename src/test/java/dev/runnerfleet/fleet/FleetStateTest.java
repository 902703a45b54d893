package dev.runnerfleet.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetFacts.ClosedPart;
import dev.runnerfleet.fleet.FleetFacts.Course;
import dev.runnerfleet.fleet.FleetFacts.Report;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Operation.Kind;
import dev.runnerfleet.stack.Operation.State;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.StackStatus.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How a fleet stands, for every combination of what it follows from. */
class FleetStateTest {

	private static final Set<ClosedPart> OPEN = Set.of();

	private static final List<Set<ClosedPart>> CLOSED = List.of(OPEN, Set.of(ClosedPart.RUNNER),
			Set.of(ClosedPart.GROUP), Set.of(ClosedPart.MANAGER, ClosedPart.RUNNER));

	/** Every status that a stack of AWS can have, the portal's own and unknown ones. */
	private static final List<StackStatus> STATUSES = Stream.concat(
			software.amazon.awssdk.services.cloudformation.model.StackStatus.knownValues()
				.stream()
				.map(Object::toString),
			Stream.of("PLANNED", "NOT_SENT", "FROBNICATE_IN_PROGRESS", "FROBNICATE_FAILED", "FROBNICATE_COMPLETE",
					"FROBNICATED"))
		.map(StackStatus::new)
		.toList();

	@Test
	void awsHasTwentyThreeStatuses() {
		assertThat(STATUSES).hasSize(23 + 6);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					CREATE_IN_PROGRESS                  | LAUNCH            | RUNNING   | NONE    |        | Launching
					PLANNED                             | LAUNCH            | PLANNED   | NONE    |        | Asking AWS
					NOT_SENT                            | LAUNCH            | NOT_SENT  | NONE    |        | Not confirmed by AWS
					NOT_SENT                            | LAUNCH            | FAILED    | NONE    |        | Launch refused
					ROLLBACK_IN_PROGRESS                | LAUNCH            | RUNNING   | NONE    |        | Launch failed, rolling back
					ROLLBACK_COMPLETE                   | LAUNCH            | FAILED    | NONE    |        | Launch failed, rolled back
					CREATE_COMPLETE                     | LAUNCH            | RUNNING   | NONE    |        | Catching up with AWS
					CREATE_COMPLETE                     | LAUNCH            | SUCCEEDED | NONE    |        | Ready
					DELETE_IN_PROGRESS                  | LAUNCH            | RUNNING   | NONE    |        | Being removed outside the portal
					DELETE_COMPLETE                     | LAUNCH            | FAILED    | NONE    |        | Removed outside the portal
					DELETE_COMPLETE                     | LAUNCH            | CANCELLED | NONE    |        | Launch stopped, removed
					DELETE_COMPLETE                     | LAUNCH            | CANCELLED | GOES_ON |        | Removing
					CREATE_COMPLETE                     | REMOVE            | PREPARING | GOES_ON |        | Removing
					CREATE_COMPLETE                     | REMOVE            | PLANNED   | GOES_ON |        | Removing
					DELETE_IN_PROGRESS                  | REMOVE            | RUNNING   | GOES_ON |        | Removing
					DELETE_COMPLETE                     | REMOVE            | SUCCEEDED | GOES_ON |        | Removing
					DELETE_COMPLETE                     | REMOVE            | SUCCEEDED | NONE    |        | Removed
					DELETE_COMPLETE                     | REMOVE            | SUCCEEDED | LEFT    |        | Removed, but not everything
					CREATE_COMPLETE                     | REMOVE            | FAILED    | NONE    | GROUP  | Removal stopped: takes no jobs
					UPDATE_ROLLBACK_COMPLETE            | REMOVE            | FAILED    | NONE    | GROUP  | Removal stopped: takes no jobs
					UPDATE_ROLLBACK_FAILED              | REMOVE            | FAILED    | NONE    | GROUP  | Removal stopped: takes no jobs
					CREATE_COMPLETE                     | REMOVE            | FAILED    | NONE    | RUNNER | Removal stopped: takes no jobs
					CREATE_COMPLETE                     | OUTSIDE           | SUCCEEDED | NONE    | GROUP  | Removal stopped: takes no jobs
					CREATE_COMPLETE                     | BRING_BACK        | FAILED    | NONE    | GROUP  | Removal stopped: takes no jobs
					CREATE_COMPLETE                     | REMOVE            | FAILED    | NONE    |        | Removal stopped: still takes jobs
					DELETE_FAILED                       | REMOVE            | FAILED    | NONE    | GROUP  | Removal failed
					ROLLBACK_COMPLETE                   | REMOVE            | FAILED    | NONE    |        | Launch failed, removal stopped
					CREATE_COMPLETE                     | BRING_BACK        | PREPARING | GOES_ON | GROUP  | Bringing it back
					CREATE_COMPLETE                     | BRING_BACK        | SUCCEEDED | NONE    |        | Ready
					CREATE_COMPLETE                     | BRING_BACK        | SUCCEEDED | NONE    | RUNNER | Runner paused: takes no jobs
					ROLLBACK_COMPLETE                   | RETRY             | PREPARING | GOES_ON |        | Launching again
					DELETE_IN_PROGRESS                  | RETRY             | RUNNING   | GOES_ON |        | Launching again
					DELETE_COMPLETE                     | RETRY             | SUCCEEDED | GOES_ON |        | Launching again
					DELETE_COMPLETE                     | RETRY             | SUCCEEDED | NONE    |        | Not launched again
					ROLLBACK_COMPLETE                   | RETRY             | FAILED    | NONE    |        | Not launched again
					DELETE_FAILED                       | RETRY             | FAILED    | NONE    |        | Not launched again
					CREATE_COMPLETE                     | UPDATE            | PLANNED   | NONE    |        | Asking AWS
					UPDATE_IN_PROGRESS                  | UPDATE            | RUNNING   | NONE    |        | Updating
					UPDATE_COMPLETE_CLEANUP_IN_PROGRESS | UPDATE            | RUNNING   | NONE    |        | Updated, cleaning up
					UPDATE_ROLLBACK_IN_PROGRESS         | UPDATE            | RUNNING   | NONE    |        | Undoing the update
					UPDATE_ROLLBACK_COMPLETE            | UPDATE            | FAILED    | NONE    |        | Update failed, undone
					UPDATE_ROLLBACK_COMPLETE            | UPDATE            | CANCELLED | NONE    |        | Ready, last change cancelled
					CREATE_COMPLETE                     | UPDATE            | FAILED    | NONE    |        | Ready, last change refused
					CREATE_COMPLETE                     | UPDATE            | NOT_SENT  | NONE    |        | Ready, last change not confirmed
					UPDATE_ROLLBACK_FAILED              | UPDATE            | FAILED    | NONE    |        | Undoing the update failed
					UPDATE_ROLLBACK_FAILED              | CONTINUE_ROLLBACK | FAILED    | NONE    |        | Undoing the update failed
					UPDATE_ROLLBACK_FAILED              | CONTINUE_ROLLBACK | NOT_SENT  | NONE    |        | Undoing the update failed
					UPDATE_ROLLBACK_FAILED              | CONTINUE_ROLLBACK | PLANNED   | NONE    |        | Undoing the update
					UPDATE_ROLLBACK_COMPLETE            | CONTINUE_ROLLBACK | SUCCEEDED | NONE    |        | Update failed, undone
					UPDATE_IN_PROGRESS                  | OUTSIDE           | RUNNING   | NONE    |        | Being changed outside the portal
					DELETE_COMPLETE                     | OUTSIDE           | SUCCEEDED | NONE    |        | Removed outside the portal
					CREATE_COMPLETE                     | ADOPT             | SUCCEEDED | NONE    |        | Ready
					CREATE_COMPLETE                     | -                 | -         | NONE    |        | Ready
					""")
	void whatIsWorstComesToTheTop(String status, Kind kind, State progress, Course course, ClosedPart closed,
			String words) {
		FleetFacts facts = new FleetFacts(new StackStatus(status), kind, progress, true, false, false, course,
				(closed != null) ? Set.of(closed) : OPEN, Report.NONE);
		FleetState state = facts.state();
		String told = state.words(facts.status()) + (state.note().isEmpty() ? "" : ", " + state.note());
		assertThat(told).isEqualTo(words);
	}

	@Test
	void aLaunchThatIsNotTheFirstSaysSoUntilItsEnd() {
		assertThat(launch("PLANNED", State.PLANNED)).isEqualTo(FleetState.RELAUNCH_BEGUN);
		assertThat(launch("CREATE_IN_PROGRESS", State.RUNNING)).isEqualTo(FleetState.RELAUNCHING);
		assertThat(launch("CREATE_COMPLETE", State.SUCCEEDED)).isEqualTo(FleetState.READY);
	}

	@Test
	void whatSomebodyStopsIsToldAsBeingStopped() {
		assertThat(stopping("CREATE_IN_PROGRESS", Kind.LAUNCH)).isEqualTo(FleetState.LAUNCH_STOPPING);
		assertThat(stopping("DELETE_IN_PROGRESS", Kind.LAUNCH)).isEqualTo(FleetState.LAUNCH_STOPPING);
		assertThat(stopping("UPDATE_IN_PROGRESS", Kind.UPDATE)).isEqualTo(FleetState.UPDATE_CANCELLING);
		assertThat(stopping("UPDATE_ROLLBACK_IN_PROGRESS", Kind.UPDATE)).isEqualTo(FleetState.UPDATE_CANCELLING);
	}

	@Test
	void aChangeThatWasRefusedLeavesTheFleetAsItWasHoweverTheOneBeforeEnded() {
		FleetFacts refused = new FleetFacts(new StackStatus("UPDATE_ROLLBACK_COMPLETE"), Kind.UPDATE, State.FAILED,
				false, false, false, Course.NONE, OPEN, Report.NONE);
		assertThat(refused.state()).isEqualTo(FleetState.READY_CHANGE_REFUSED);
	}

	@ParameterizedTest
	@CsvSource({ "UPDATE, SUCCEEDED, AWAITED, READY_CHANGE_AWAITED",
			"UPDATE, SUCCEEDED, IN_FORCE, READY_CHANGE_IN_FORCE",
			"UPDATE, SUCCEEDED, NOT_IN_FORCE, CHANGE_NOT_IN_FORCE", "UPDATE, SUCCEEDED, UNHEARD, READY_CHANGE_UNHEARD",
			"LAUNCH, SUCCEEDED, PROOF_AWAITED, READY_PROOF_AWAITED", "LAUNCH, SUCCEEDED, PROVEN, READY_PROVEN",
			"LAUNCH, SUCCEEDED, UNPROVEN, READY_UNPROVEN", "LAUNCH, SUCCEEDED, NOT_SCALING, READY_NOT_SCALING",
			"LAUNCH, SUCCEEDED, NONE, READY", "UPDATE, CANCELLED, PROVEN, READY_CHANGE_CANCELLED",
			"UPDATE, CANCELLED, NOT_IN_FORCE, CHANGE_NOT_IN_FORCE" })
	void whatItsManagerReportsIsPartOfHowAFleetStands(Kind kind, State progress, Report report, FleetState state) {
		FleetFacts facts = new FleetFacts(new StackStatus("UPDATE_COMPLETE"), kind, progress, true, false, false,
				Course.NONE, OPEN, report);
		assertThat(facts.state()).isEqualTo(state);
	}

	@ParameterizedTest
	@CsvSource({ "READY, MANAGER_GONE, MANAGER_GONE", "READY_PROVEN, NOT_POLLING, NOT_POLLING",
			"UPDATE_UNDONE, TOKEN_REFUSED, TOKEN_REFUSED", "UPDATE_UNDONE, TOKEN_ENDS, UPDATE_UNDONE",
			"READY, TOKEN_ENDS, TOKEN_ENDS", "READY, CHANGE_NOT_IN_FORCE, CHANGE_NOT_IN_FORCE",
			"READY_CHANGE_AWAITED, CANNOT_SCALE, CANNOT_SCALE", "READY, SILENT, MANAGER_SILENT", "READY, BUSY, READY",
			"READY_PROVEN, IDLE, READY_PROVEN", "READY, UNKNOWN, READY", "LAUNCHING, MANAGER_GONE, LAUNCHING",
			"UPDATING, SILENT, UPDATING", "REMOVING, MANAGER_GONE, REMOVING", "REMOVED, MANAGER_GONE, REMOVED",
			"REMOVAL_STOPPED, MANAGER_GONE, REMOVAL_STOPPED", "RUNNER_PAUSED, NOT_POLLING, RUNNER_PAUSED",
			"LAUNCH_UNDONE, SILENT, LAUNCH_UNDONE", "UPDATE_STUCK, NOT_POLLING, UPDATE_STUCK" })
	void whatItsManagerReportsMakesItWorseAndNeverBetterOrOtherThanWhatGoesOn(FleetState state, Health.Kind health,
			FleetState both) {
		assertThat(state.with(health)).isEqualTo(both);
		assertThat(state.with(null)).isEqualTo(state);
	}

	@Test
	void noCombinationMisleads() {
		List<String> misleading = new ArrayList<>();
		every().forEach((facts) -> {
			FleetState state = facts.state();
			FleetActions actions = FleetActions.of(state);
			boolean unfinished = facts.progress() != null && !facts.progress().finished();
			Phase phase = facts.status().phase();
			boolean takesNoJobs = !facts.closed().isEmpty() || phase == Phase.GONE || phase == Phase.FAILED
					|| !facts.status().settled();
			check(misleading, !state.words(facts.status()).isBlank(), "has no words", facts, state);
			check(misleading, !(unfinished && state.settled()) || phase == Phase.IDLE, "is done while work goes on",
					facts, state);
			check(misleading, !(facts.kind() != null && takesNoJobs && state.filter() == FleetState.Filter.READY),
					"is ready without taking jobs", facts, state);
			check(misleading,
					!unfinished || EnumSet.of(FleetAction.CANCEL, FleetAction.STOP).containsAll(actions.possible())
							|| phase == Phase.IDLE,
					"offers what another operation refuses", facts, state);
			check(misleading, facts.status().settled() || !actions.change() && !actions.remove() && !actions.retry(),
					"offers what AWS refuses", facts, state);
			check(misleading, !(state.filter() == FleetState.Filter.REMOVED) || phase == Phase.GONE,
					"is gone while it is there", facts, state);
			check(misleading, !actions.remove() || phase != Phase.GONE, "can be removed though it is gone", facts,
					state);
			check(misleading, !actions.continueRollback() || facts.status().name().equals("UPDATE_ROLLBACK_FAILED"),
					"continues what is not stuck", facts, state);
			check(misleading, !(facts.kind() == Kind.REMOVE && unfinished) || state == FleetState.REMOVING,
					"does not say that it goes", facts, state);
		});
		assertThat(misleading).isEmpty();
	}

	@Test
	void everyStateCanBeReachedAndHasANumberOfItsOwn() {
		Set<FleetState> reached = every().map(FleetFacts::state).collect(Collectors.toSet());
		for (Health.Kind health : Health.Kind.values()) {
			reached.add(FleetState.READY.with(health));
		}
		assertThat(reached).containsExactlyInAnyOrder(FleetState.values());
		List<Integer> numbers = Arrays.stream(FleetState.values()).map(FleetState::number).toList();
		assertThat(numbers).doesNotHaveDuplicates().allMatch((number) -> number > 0);
	}

	@Test
	void oneFilterFindsEachState() {
		for (FleetState state : FleetState.values()) {
			assertThat(Arrays.stream(FleetState.Filter.values())
				.filter((filter) -> filter.standings().contains(state.number()))).containsExactly(state.filter());
		}
		assertThat(FleetState.Filter.of("failed")).contains(FleetState.Filter.FAILED);
		assertThat(FleetState.Filter.of("gone")).isEmpty();
	}

	private static FleetState launch(String status, State progress) {
		return new FleetFacts(new StackStatus(status), Kind.LAUNCH, progress, true, false, true, Course.NONE, OPEN,
				Report.NONE)
			.state();
	}

	private static FleetState stopping(String status, Kind kind) {
		return new FleetFacts(new StackStatus(status), kind, State.RUNNING, true, true, false, Course.NONE, OPEN,
				Report.NONE)
			.state();
	}

	/** All there can be, and much that cannot. */
	private static Stream<FleetFacts> every() {
		List<FleetFacts> every = new ArrayList<>();
		for (StackStatus status : STATUSES) {
			for (Set<ClosedPart> closed : CLOSED) {
				every.add(new FleetFacts(status, null, null, false, false, false, Course.NONE, closed, Report.NONE));
				for (Kind kind : Kind.values()) {
					for (State progress : State.values()) {
						for (Course course : Course.values()) {
							for (int bits = 0; bits < 8 * Report.values().length; bits++) {
								every.add(new FleetFacts(status, kind, progress, (bits & 1) != 0, (bits & 2) != 0,
										(bits & 4) != 0, course, closed, Report.values()[bits / 8]));
							}
						}
					}
				}
			}
		}
		return every.stream();
	}

	private static void check(List<String> misleading, boolean right, String what, FleetFacts facts, FleetState state) {
		if (!right && misleading.size() < 20) {
			misleading.add("%s %s: %s".formatted(state, what, facts));
		}
	}

}
