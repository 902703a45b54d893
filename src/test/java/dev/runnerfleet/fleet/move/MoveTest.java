package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.move.Move.Progress;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DuplicateKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A move goes from step to step, whoever stops it and whatever becomes of the portal. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MoveTest {

	private static final Fleet.Runner RUNNER = new Fleet.Runner(42, "https://gitlab.com/-/runners/42");

	private final RemovalDesk portal;

	private final Moves moves;

	private final List<String> trail = new ArrayList<>();

	/** What was asked of AWS at each step. */
	private final Map<Step, Integer> asked = new EnumMap<>(Step.class);

	private Move move;

	MoveTest(TestDatabase database) {
		this.portal = new RemovalDesk(database);
		this.moves = new Moves(this.portal.stack.jdbc, new JsonMapper(), this.portal.clock);
	}

	@BeforeEach
	void begin() {
		UUID first = this.portal.launch("docker-machine", RUNNER);
		this.move = new Move(UUID.randomUUID(), first, null, "blue-2", true, Duration.ofMinutes(30), false,
				Map.of("CheckInterval", "0"), "ada", this.portal.clock.instant(), State.RUNNING, Step.LAUNCH, 1, null,
				false, List.of());
		this.moves.add(this.move);
	}

	@Test
	void aMoveTakesEachStepOnceAndInOrder() {
		run(this::once);
		assertThat(now().state()).isEqualTo(State.DONE);
		assertThat(now().steps()).extracting(Progress::step).containsExactly(Step.values());
		assertThat(now().steps()).extracting(Progress::endedAt).doesNotContainNull();
		assertThat(this.asked).containsOnlyKeys(Step.values()).allSatisfy((step, times) -> assertThat(times).isOne());
		assertThat(this.trail).last().isEqualTo("MOVE DONE To blue-2");
	}

	@ParameterizedTest
	@EnumSource(Step.class)
	void whoStopsAMoveIsNotOverruledByWhoWorksOnIt(Step step) {
		run((current) -> {
			if (current.step() == step) {
				assertThat(this.moves.interrupt(current, "Stopped by bob.")).isTrue();
			}
			return once(current);
		});
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(now().step()).isEqualTo(step);
		assertThat(now().progress(step).orElseThrow().words()).isEqualTo("Stopped by bob.");
		assertThat(this.moves.goOn(now(), step)).isTrue();
		run(this::once);
		assertThat(now().state()).isEqualTo(State.DONE);
	}

	@Test
	void whatCannotGoOnStopsAndSaysWhy() {
		run((current) -> (current.step() == Step.PROVE) ? new StepOutcome.Stops("It does not work.") : once(current));
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(now().progress(Step.PROVE).orElseThrow().words()).isEqualTo("It does not work.");
		assertThat(this.trail).last().isEqualTo("MOVE FAILED It does not work.");
		assertThat(this.asked).doesNotContainKeys(Step.QUIET, Step.REMOVE);
	}

	@Test
	void anEarlierTurnDoesNothingMore() {
		this.moves.interrupt(now(), "Stopped by bob.");
		Move stopped = now();
		this.moves.goOn(stopped, Step.LAUNCH);
		assertThat(driver(this::once).advance(stopped.task())).isEmpty();
		assertThat(this.asked).isEmpty();
		assertThat(this.moves.goOn(stopped, Step.LAUNCH)).isFalse();
	}

	@Test
	void nobodyStopsAMoveWhoseFirstFleetGoes() {
		assertThat(this.moves.leave(now())).isTrue();
		assertThat(this.moves.interrupt(now(), "Stopped by bob.")).isFalse();
		assertThat(now().state()).isEqualTo(State.RUNNING);
	}

	@Test
	void aFleetHasOneMoveAtATime() {
		Move other = new Move(UUID.randomUUID(), this.move.from(), null, "blue-3", true, Duration.ZERO, false, Map.of(),
				"bob", this.portal.clock.instant(), State.RUNNING, Step.LAUNCH, 1, null, false, List.of());
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> this.moves.add(other));
		this.moves.interrupt(now(), "Stopped by bob.");
		assertThat(this.moves.end(now())).isTrue();
		this.moves.add(other);
		assertThat(this.moves.latest(this.move.from()).orElseThrow().toName()).isIn("blue-2", "blue-3");
	}

	@Test
	void aMoveWhoseLaunchWasRefusedIsForgotten() {
		this.moves.withdraw(this.move.id());
		assertThat(this.moves.find(this.move.id())).isEmpty();
	}

	@Test
	void theFleetThatIsLaunchedForAMoveIsFoundByItsName() {
		UUID second = recorded("blue-2");
		this.moves.launched(recorded("green"), "ada");
		assertThat(now().to()).isNull();
		this.moves.launched(second, "ada");
		assertThat(now().to()).isEqualTo(second);
		this.moves.withdraw(this.move.id());
		assertThat(now().to()).isEqualTo(second);
	}

	private UUID recorded(String name) {
		UUID id = UUID.randomUUID();
		this.portal.stack.jdbc.sql("""
				insert into stack (id, name, region, live_name, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				select :id, :name, region, concat(region, '/', :name), 'PLANNED', 0, 3, 0, 'ada', created_at, active_at,
					changed_at, 0 from stack where id = :first""")
			.param("id", id)
			.param("name", name)
			.param("first", this.move.from())
			.update();
		return id;
	}

	private StepOutcome once(Move current) {
		this.asked.merge(current.step(), 1, Integer::sum);
		return new StepOutcome.Done("Done.");
	}

	private void run(MoveWork work) {
		Optional<Duration> pause = Optional.of(Duration.ZERO);
		while (pause.isPresent()) {
			pause = driver(work).advance(now().task());
		}
	}

	private MoveDriver driver(MoveWork work) {
		Audit audit = (actor, action, subject, outcome, detail) -> this.trail
			.add(action + " " + outcome + " " + detail);
		return new MoveDriver(this.moves, work, this.portal.stack.stacks, audit,
				new MoveProperties(Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofMinutes(5)),
				this.portal.stack.transaction, this.portal.clock);
	}

	private Move now() {
		return this.moves.find(this.move.id()).orElseThrow();
	}

}
