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
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stacks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stack of the original template is left behind: GitLab pauses its runner and counts
 * its jobs, and whoever is killed meanwhile leaves work that goes on.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OriginalMoveTest {

	private static final Secret ACCESS = Secret.of("glpat-" + "a".repeat(20));

	private static final String JOBS = "GET /api/v4/runners/42/jobs?status=running&per_page=100";

	private static final String PAUSE = "PUT /api/v4/runners/42";

	private static final String REMOVE = "DELETE /api/v4/runners/42";

	private static final MoveProperties PROPERTIES = new MoveProperties(Duration.ofSeconds(5), Duration.ofMinutes(30),
			Duration.ofMinutes(5));

	private final TestDatabase database;

	private StandIn gitlab;

	private RemovalDesk portal;

	private MoveTokens tokens;

	private UUID first;

	private Duration patience = Duration.ofHours(1);

	/** How many writes about the runner a portal lives for. */
	private int life = Integer.MAX_VALUE;

	OriginalMoveTest(TestDatabase database) {
		this.database = database;
	}

	@BeforeEach
	void open() throws Exception {
		this.gitlab = new StandIn();
		this.gitlab.on(PAUSE, 200, "{\"id\": 42, \"paused\": true}").on(JOBS, 200, "[]").on(REMOVE, 204, "");
	}

	@AfterEach
	void close() {
		this.gitlab.close();
	}

	@Test
	void itsRunnerIsPausedItsJobsAreWaitedForAndBothAreRemoved() {
		begin(true);
		run(3);
		assertThat(now().state()).isEqualTo(State.DONE);
		assertThat(words(Step.QUIET)).isEqualTo("Its runner #42 is paused in GitLab.");
		assertThat(words(Step.JOBS)).isEqualTo("None is left.");
		assertThat(this.gitlab.requests()).startsWith(PAUSE, JOBS).endsWith(REMOVE);
		assertThat(this.portal.steps()).contains("PAUSE_RUNNER DONE", "DELETE_STACK DONE", "DELETE_LOGS NOT_FOUND",
				"DELETE_RUNNER DONE");
		assertThat(this.portal.operations()).extracting(Operation::kind)
			.containsExactly(Operation.Kind.REMOVE, Operation.Kind.LAUNCH);
	}

	@Test
	void aPortalThatIsKilledAtAnyWriteGoesOnAndRemovesTheFirstFleetOnce() {
		for (int writes = 0; writes < 8; writes++) {
			begin(true);
			this.life = writes;
			run(3);
			if (now().state() == State.STOPPED) {
				goOnWithToken();
				run(1);
			}
			assertThat(now().state()).as("killed at write %d", writes).isEqualTo(State.DONE);
			assertThat(this.portal.removalIds()).as("killed at write %d", writes).hasSize(1);
		}
	}

	@Test
	void jobsAreWaitedForAsLongAsGitLabSaysThatTheyRunAndNoLongerThanAsked() {
		this.gitlab.on(JOBS, 200, "[{\"id\": 1}, {\"id\": 2}]");
		begin(true);
		run(3);
		assertThat(words(Step.JOBS)).isEqualTo("2 jobs run on blue. Waited for 60 min, as asked.");
		assertThat(now().state()).isEqualTo(State.DONE);
	}

	@Test
	void withoutAnAccessTokenItStopsForSomebodyToPauseTheRunner() {
		this.patience = Duration.ofMinutes(10);
		begin(false);
		run(1);
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(words(Step.QUIET)).isEqualTo(
				"Pause the runner #42 of blue in GitLab and go on without this step, or go on with an access token.");
		assertThat(this.portal.operations()).hasSize(1);
		assertThat(moves().goOn(now(), Step.JOBS)).isTrue();
		run(1);
		assertThat(words(Step.JOBS))
			.isEqualTo("Without an access token nobody can tell how many run. Waited for 10 min, as asked.");
		assertThat(now().state()).isEqualTo(State.DONE);
		assertThat(this.portal.steps()).contains("DELETE_RUNNER SKIPPED");
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void anAccessTokenThatIsLostWithItsPortalIsAskedForAgain() {
		begin(true);
		this.tokens = tokens();
		run(1);
		assertThat(words(Step.QUIET)).startsWith("The portal no longer has the access token. Pause the runner #42");
		goOnWithToken();
		run(1);
		assertThat(now().state()).isEqualTo(State.DONE);
	}

	@Test
	void theReplicaThatHoldsTheAccessTokenAsksAndAnotherOneWorksOnTheMove() {
		begin(true);
		MoveTokens elsewhere = this.tokens;
		this.tokens = tokens();
		for (int i = 0; i < 300 && now().state() == State.RUNNING; i++) {
			driver().advance(now().task());
			elsewhere.tick();
			if (!this.portal.removalIds().isEmpty()) {
				this.portal.run(Duration.ofSeconds(20));
			}
			this.portal.clock.advance(Duration.ofSeconds(5));
		}
		assertThat(now().state()).isEqualTo(State.DONE);
		assertThat(this.portal.steps()).contains("DELETE_RUNNER DONE");
	}

	@Test
	void whatGitLabRefusesStopsTheMoveAndSaysWhy() {
		this.gitlab.on(PAUSE, 403, "{\"message\": \"403 Forbidden\"}");
		begin(true);
		run(1);
		assertThat(now().state()).isEqualTo(State.STOPPED);
		assertThat(words(Step.QUIET)).startsWith("The access token may not change this runner")
			.contains("Pause the runner #42");
		assertThat(this.portal.operations()).hasSize(1);
	}

	@Test
	void anAccessTokenIsTriedBeforeAnythingIsLaunched() {
		begin(false);
		assertThat(this.tokens.objection(this.gitlab.url(), ACCESS, 42)).isEmpty();
		this.gitlab.on(JOBS.replace("42", "43"), 404, "{\"message\": \"404 Runner Not Found\"}");
		assertThat(this.tokens.objection(this.gitlab.url(), ACCESS, 43)).get()
			.asString()
			.startsWith("GitLab has no runner #43");
		assertThat(this.tokens.objection(this.gitlab.url(), Secret.of(RemovalDesk.TOKEN), 42)).get()
			.asString()
			.contains("not an access token");
	}

	@Test
	void aMoveWhoseSecondFleetGoesDoesNotContradictItself() {
		begin(false);
		run(1);
		assertThat(view().advice())
			.startsWith("blue takes jobs as before. blue-2 stays as it is, and both cost money.");
		assertThat(view().resumable() && view().skippable()).isTrue();
		assertThat(moves().goOn(now(), Step.JOBS)).isTrue();
		second(FleetState.REMOVING);
		run(1);
		assertThat(words(Step.JOBS)).isEqualTo("blue-2 works no more: Removing. So blue was not removed.");
		assertThat(view().advice()).isEqualTo("The runner #42 of blue may be paused in GitLab. "
				+ "Let it go on there if blue is to stay. blue-2 is being removed. End this move.");
		assertThat(view().resumable() || view().skippable()).isFalse();
		second(FleetState.REMOVED);
		assertThat(view().advice()).endsWith(" blue-2 is gone. End this move.");
	}

	private void second(FleetState state) {
		jdbc().sql("update stack set standing = ? where name = 'blue-2'").param(state.number()).update();
	}

	private MoveView view() {
		Stacks stacks = this.portal.stack.stacks;
		return MoveView.of(
				new Plan(stacks.find(this.first).orElseThrow(), this.portal.fleets.find(this.first).orElseThrow(),
						Map.of(), new Blueprints().first(), new Counterparts(List.of(), List.of()), now(),
						runners().of(now().id()), stacks.find(now().to()).orElseThrow()),
				now(), this.portal.clock.instant());
	}

	private void goOnWithToken() {
		runners().anew(now().id(), true);
		this.tokens.hold(now().id(), ACCESS);
		assertThat(moves().goOn(now(), now().step())).isTrue();
	}

	private void begin(boolean access) {
		this.life = Integer.MAX_VALUE;
		this.portal = new RemovalDesk(this.database);
		this.portal.gitlabUrl = this.gitlab.url();
		this.first = this.portal.launch("original", new Fleet.Runner(42, this.gitlab.url()));
		UUID second = UUID.randomUUID();
		jdbc()
			.sql("""
					insert into stack (id, name, region, arn, live_name, status, resources_done, resources_total, last_seq,
						created_by, created_at, active_at, changed_at, revision, standing)
					select :id, 'blue-2', region, 'arn:blue-2', concat(region, '/blue-2'), 'CREATE_COMPLETE', 3, 3, 0, 'ada', created_at,
						active_at, changed_at, 0, :standing from stack where id = :first""")
			.param("id", second)
			.param("standing", FleetState.READY_PROVEN.number())
			.param("first", this.first)
			.update();
		moves().add(new Move(new UUID(0, 1), this.first, null, "blue-2", false, this.patience, false, Map.of(), "ada",
				this.portal.clock.instant(), State.RUNNING, Step.LAUNCH, 1, null, false, List.of()));
		runners().anew(new UUID(0, 1), access);
		moves().launched(second, "ada");
		this.tokens = tokens();
		if (access) {
			this.tokens.hold(new UUID(0, 1), ACCESS);
		}
	}

	/**
	 * Lets everything happen; whoever was killed is followed by a portal that goes on.
	 */
	private void run(int lives) {
		int left = lives;
		Optional<Duration> pause = Optional.of(Duration.ZERO);
		for (int i = 0; i < 3000 && pause.isPresent(); i++) {
			try {
				pause = driver().advance(now().task());
				this.tokens.tick();
				pause.ifPresent(this.portal.clock::advance);
			}
			catch (Killed ex) {
				assertThat(left--).isPositive();
				this.life = Integer.MAX_VALUE;
				this.tokens = tokens();
			}
			if (!this.portal.removalIds().isEmpty()) {
				this.portal.run(Duration.ofSeconds(20));
			}
		}
		if (!this.portal.removalIds().isEmpty()) {
			this.portal.run();
		}
	}

	private MoveDriver driver() {
		Audit audit = (actor, action, subject, outcome, detail) -> {
		};
		PausedRunner quiet = new PausedRunner(null, runners(), this.portal.fleets, this.portal.clock);
		MoveSteps steps = new MoveSteps(moves(), this.portal.stack.stacks, this.portal.fleets,
				HeardPulses.pulses(jdbc(), this.portal.clock), quiet, this.portal.remover, PROPERTIES,
				this.portal.clock);
		return new MoveDriver(moves(), steps, this.portal.stack.stacks, audit, PROPERTIES,
				this.portal.stack.transaction, this.portal.clock);
	}

	private MoveTokens tokens() {
		return new MoveTokens(moves(), new MortalRunners(), this.portal.fleets, this.portal.stack.stacks,
				this.portal.removals, this.portal.start, LocalGitLab.runners(), PROPERTIES, Runnable::run,
				this.portal.clock);
	}

	private Moves moves() {
		return new Moves(jdbc(), new JsonMapper(), this.portal.clock);
	}

	private MovedRunners runners() {
		return new MovedRunners(jdbc(), this.portal.clock);
	}

	private Move now() {
		return moves().find(new UUID(0, 1)).orElseThrow();
	}

	private String words(Step step) {
		return now().progress(step).orElseThrow().words();
	}

	private JdbcClient jdbc() {
		return this.portal.stack.jdbc;
	}

	/** Writes of a portal that dies before or after one of them. */
	private final class MortalRunners extends MovedRunners {

		MortalRunners() {
			super(jdbc(), OriginalMoveTest.this.portal.clock);
		}

		@Override
		void paused(UUID moveId) {
			age();
			super.paused(moveId);
			age();
		}

		@Override
		void running(UUID moveId, int jobs) {
			age();
			super.running(moveId, jobs);
			age();
		}

		private void age() {
			if (OriginalMoveTest.this.life-- == 0) {
				throw new Killed();
			}
		}

	}

	private static final class Killed extends Error {

	}

}
