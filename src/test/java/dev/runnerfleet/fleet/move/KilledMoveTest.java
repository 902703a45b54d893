package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two fleets of a move, with a real removal at its end: nothing is done to the first
 * before the second works, and whoever is killed leaves work that goes on.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KilledMoveTest {

	private static final Fleet.Runner RUNNER = new Fleet.Runner(42, "https://gitlab.com/-/runners/42");

	private static final MoveProperties PROPERTIES = new MoveProperties(Duration.ofSeconds(5), Duration.ofMinutes(30),
			Duration.ofMinutes(5));

	private final TestDatabase database;

	private RemovalDesk portal;

	private UUID first;

	private UUID second;

	private Duration patience = Duration.ZERO;

	/** How many writes of the move a portal lives for. */
	private int life = Integer.MAX_VALUE;

	KilledMoveTest(TestDatabase database) {
		this.database = database;
	}

	@Test
	void aPortalThatIsKilledAtAnyWriteGoesOnAndRemovesTheFirstFleetOnce() {
		boolean killed = true;
		for (int writes = 0; killed; writes++) {
			begin(FleetState.READY_PROVEN);
			this.life = writes;
			killed = run();
			assertThat(now().state()).as("killed at write %d", writes).isEqualTo(State.DONE);
			assertThat(this.portal.operations()).as("killed at write %d", writes)
				.extracting(Operation::kind)
				.containsExactly(Operation.Kind.REMOVE, Operation.Kind.LAUNCH);
			assertThat(this.portal.removalIds()).hasSize(1);
		}
	}

	@Test
	void aSharedRunnerStaysWhenTheFirstFleetGoes() {
		begin(FleetState.READY_PROVEN);
		run();
		assertThat(this.portal.steps()).contains("PAUSE_RUNNER KEPT", "DELETE_RUNNER KEPT", "DELETE_STACK DONE");
	}

	@Test
	void nothingIsDoneToTheFirstFleetWhileTheSecondIsNotKnownToWork() {
		begin(FleetState.READY_PROOF_AWAITED);
		run();
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(now().step()).isEqualTo(Step.PROVE);
		assertThat(words()).isEqualTo(
				"blue-2 is not known to work after 30 min: A first job is on its way. Nothing was done to the first fleet.");
		assertThat(this.portal.operations()).hasSize(1);
	}

	@Test
	void aSecondFleetWhoseFirstJobFailsStopsTheMoveAtOnce() {
		begin(FleetState.READY_UNPROVEN);
		run();
		assertThat(words()).startsWith("A first job could not run on blue-2");
		assertThat(this.portal.operations()).hasSize(1);
	}

	@Test
	void aLaunchThatFailsStopsTheMove() {
		begin(FleetState.LAUNCH_UNDONE);
		run();
		assertThat(now().step()).isEqualTo(Step.LAUNCH);
		assertThat(words()).contains("Nothing was done to the first fleet.");
	}

	@Test
	void whoStopsAMoveInTheMomentOfItsLaunchDoesNotLoseTheSecondFleet() {
		begin(FleetState.READY_PROVEN);
		jdbc().sql("update fleet_move set to_fleet = null").update();
		assertThat(moves().interrupt(now(), "Stopped by ada.")).isTrue();
		moves().launched(this.second, "ada");
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(moves().goOn(now(), Step.LAUNCH)).isTrue();
		run();
		assertThat(now().state()).isEqualTo(State.DONE);
	}

	@Test
	void aHealthyPulseIsAProof() {
		begin(FleetState.READY);
		heard(this.second, Health.Kind.IDLE, "{}");
		run();
		assertThat(now().state()).isEqualTo(State.DONE);
		assertThat(now().progress(Step.PROVE).orElseThrow().words()).isEqualTo("It asks GitLab for jobs: Idle");
	}

	@Test
	void runningJobsAreWaitedForAndNoLongerThanAsked() {
		this.patience = Duration.ofMinutes(10);
		begin(FleetState.READY_PROVEN);
		heard(this.first, Health.Kind.WORKING, "{\"running\":3}");
		run();
		assertThat(now().progress(Step.JOBS).orElseThrow().words())
			.isEqualTo("3 jobs run on blue. Waited for 10 min, as asked.");
		begin(FleetState.READY_PROVEN);
		heard(this.first, Health.Kind.IDLE, "{\"running\":0}");
		run();
		assertThat(now().progress(Step.JOBS).orElseThrow().words()).isEqualTo("None is left.");
	}

	@Test
	void aProtectedFleetStaysUntilSomebodyTakesTheProtectionOff() {
		begin(FleetState.READY_PROVEN);
		this.portal.aws.isProtected = true;
		run();
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(words()).startsWith("blue is protected from removal.");
		this.portal.aws.isProtected = false;
		moves().goOn(now(), Step.REMOVE);
		run();
		assertThat(now().state()).isEqualTo(State.DONE);
	}

	private void begin(FleetState secondState) {
		this.life = Integer.MAX_VALUE;
		this.portal = new RemovalDesk(this.database);
		this.first = this.portal.launch("docker-machine", RUNNER);
		this.second = UUID.randomUUID();
		jdbc()
			.sql("""
					insert into stack (id, name, region, arn, live_name, status, resources_done, resources_total, last_seq,
						created_by, created_at, active_at, changed_at, revision, standing)
					select :id, 'blue-2', region, 'arn:blue-2', concat(region, '/blue-2'), 'CREATE_COMPLETE', 3, 3, 0, 'ada', created_at,
						active_at, changed_at, 0, :standing from stack where id = :first""")
			.param("id", this.second)
			.param("standing", secondState.number())
			.param("first", this.first)
			.update();
		Moves moves = moves();
		moves.add(new Move(new UUID(0, 1), this.first, null, "blue-2", true, this.patience, false, Map.of(), "ada",
				this.portal.clock.instant(), State.RUNNING, Step.LAUNCH, 1, null, false, List.of()));
		moves.launched(this.second, "ada");
	}

	private void heard(UUID fleet, Health.Kind kind, String jobs) {
		String line = "{\"v\":1,\"at\":\"%s\",\"manager\":\"i-0123456789abcdef0\",\"jobs\":%s}"
			.formatted(this.portal.clock.instant(), jobs);
		new HeardPulses(jdbc()).put(fleet, new Health(kind, this.portal.clock.instant(), "Idle", ""), line,
				this.portal.clock.instant().plusSeconds(3600));
	}

	/** Lets everything happen; after a kill with another portal. */
	private boolean run() {
		boolean killed = false;
		Optional<Duration> pause = Optional.of(Duration.ZERO);
		while (pause.isPresent()) {
			try {
				pause = driver().advance(now().task());
				pause.ifPresent(this.portal.clock::advance);
			}
			catch (Killed ex) {
				killed = true;
				this.life = Integer.MAX_VALUE;
			}
			if (!this.portal.removalIds().isEmpty()) {
				this.portal.run();
			}
		}
		return killed;
	}

	private MoveDriver driver() {
		Moves moves = new MortalMoves(jdbc());
		Audit audit = (actor, action, subject, outcome, detail) -> {
		};
		MoveSteps steps = new MoveSteps(moves, this.portal.stack.stacks, this.portal.fleets,
				HeardPulses.pulses(jdbc(), this.portal.clock), (move, fleet) -> new StepOutcome.Done("Quiet."),
				this.portal.remover, PROPERTIES, this.portal.clock);
		return new MoveDriver(moves, steps, this.portal.stack.stacks, audit, PROPERTIES, this.portal.stack.transaction,
				this.portal.clock);
	}

	private Moves moves() {
		return new Moves(jdbc(), new JsonMapper(), this.portal.clock);
	}

	private Move now() {
		return moves().find(new UUID(0, 1)).orElseThrow();
	}

	private String words() {
		return now().progress(now().step()).orElseThrow().words();
	}

	private JdbcClient jdbc() {
		return this.portal.stack.jdbc;
	}

	/**
	 * Rows of a portal that dies after so many writes, once before and once after each.
	 */
	private final class MortalMoves extends Moves {

		MortalMoves(JdbcClient jdbc) {
			super(jdbc, new JsonMapper(), KilledMoveTest.this.portal.clock);
		}

		@Override
		void say(Move move, String words) {
			age();
			super.say(move, words);
			age();
		}

		@Override
		boolean next(Move move, String words) {
			age();
			boolean over = super.next(move, words);
			age();
			return over;
		}

		@Override
		boolean leave(Move move) {
			age();
			boolean may = super.leave(move);
			age();
			return may;
		}

		private void age() {
			if (KilledMoveTest.this.life-- == 0) {
				throw new Killed();
			}
		}

	}

	private static final class Killed extends Error {

	}

}
