package dev.runnerfleet.fleet.removal;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.removal.BringBack.BringBackForm;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A removal that stopped half way says so and can be finished or taken back. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BringBackTest {

	private static final RemovalForm REMOVE = new RemovalForm("blue", false, false, List.of(), Secret.of(""));

	private static final Fleet.Runner RUNNER = new Fleet.Runner(42, "https://gitlab.com/-/runners/42");

	private RemovalDesk portal;

	BringBackTest(TestDatabase database) {
		this.portal = new RemovalDesk(database);
	}

	@Test
	void aRemovalThatStopsAfterTheWorkersHaveGoneTakesNoJobsAndSaysSo() {
		UUID fleet = stopped(REMOVE);
		assertThat(state()).isEqualTo(FleetState.REMOVAL_STOPPED);
		assertThat(state().filter()).isEqualTo(FleetState.Filter.FAILED);
		assertThat(FleetActions.of(this.portal.only()).possible()).containsExactlyInAnyOrder(FleetAction.FINISH,
				FleetAction.BRING_BACK);
		this.portal.aws.undeletable.clear();
		this.portal.remover.remove(fleet, REMOVE, "ada");
		assertThat(state()).isEqualTo(FleetState.REMOVING);
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.REMOVED);
		assertThat(this.portal.closures.of(fleet)).isEmpty();
	}

	@Test
	void aGroupIsOpenedAsItWasHoweverOftenTheRemovalWasTried() {
		UUID fleet = stopped(REMOVE);
		this.portal.remover.remove(fleet, REMOVE, "ada");
		this.portal.run();
		assertThat(this.portal.aws.maxSize).isZero();
		assertThat(this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada"))
			.isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(state()).isEqualTo(FleetState.BRINGING_BACK);
		this.portal.run();
		assertThat(this.portal.aws.maxSize).isEqualTo(10);
		assertThat(state()).isEqualTo(FleetState.READY);
		assertThat(this.portal.steps()).containsExactly("OPEN_GROUP DONE");
		assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void killedWhileItOpensTheGroupItEndsRight(boolean actedUpon) {
		UUID fleet = stopped(REMOVE);
		this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
		this.portal.aws.listener = (action, acted) -> {
			if (acted == actedUpon && action.equals("UpdateAutoScalingGroup")) {
				throw new Killed();
			}
		};
		try {
			this.portal.run();
		}
		catch (Killed killed) {
			this.portal.aws.listener = (action, acted) -> {
			};
		}
		assertThat(state()).isEqualTo(FleetState.BRINGING_BACK);
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(this.portal.aws.maxSize).isEqualTo(10);
		assertThat(state()).isEqualTo(FleetState.READY);
	}

	@Test
	void whatAnAccessTokenHasPausedGoesOnWithOne() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("PUT /api/v4/runners/42", 200, "{\"id\": 42}");
			this.portal.gitlabUrl = gitlab.url();
			UUID fleet = stopped(new RemovalForm("blue", false, false, List.of(), token()));
			this.portal.wayBack.bringBack(fleet, new BringBackForm(false, token()), "ada");
			this.portal.run();
			assertThat(this.portal.steps()).containsExactly("OPEN_GROUP DONE", "RESUME_RUNNER DONE");
			assertThat(state()).isEqualTo(FleetState.READY);
		}
	}

	@Test
	void aRunnerThatPerhapsRestsIsTakenForResting() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("PUT /api/v4/runners/42", 502, "<html></html>")
				.on("GET /api/v4/runners/42", 502, "<html></html>");
			this.portal.gitlabUrl = gitlab.url();
			UUID fleet = stopped(new RemovalForm("blue", false, false, List.of(), token()));
			assertThat(this.portal.words(RemovalStep.Kind.PAUSE_RUNNER)).contains("may have done it all the same");
			this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
			this.portal.run();
			assertThat(this.portal.steps()).containsExactly("OPEN_GROUP DONE", "RESUME_RUNNER SKIPPED");
			assertThat(state()).isEqualTo(FleetState.RUNNER_PAUSED);
		}
	}

	@Test
	void withoutATokenTheRunnerIsLeftToAPersonWhoSaysSoAfterwards() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("PUT /api/v4/runners/42", 200, "{\"id\": 42}");
			this.portal.gitlabUrl = gitlab.url();
			UUID fleet = stopped(new RemovalForm("blue", false, false, List.of(), token()));
			this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
			this.portal.run();
			assertThat(this.portal.steps()).containsExactly("OPEN_GROUP DONE", "RESUME_RUNNER SKIPPED");
			assertThat(this.portal.removal().step(RemovalStep.Kind.RESUME_RUNNER).subject()).isEqualTo(RUNNER.link());
			assertThat(state()).isEqualTo(FleetState.RUNNER_PAUSED);
			this.portal.wayBack.bringBack(fleet, new BringBackForm(true, null), "ada");
			this.portal.run();
			assertThat(state()).isEqualTo(FleetState.READY);
		}
	}

	@Test
	void aTokenThatIsLostWithThePortalLeavesTheRunnerPausedAndSaysSo() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("PUT /api/v4/runners/42", 200, "{\"id\": 42}");
			this.portal.gitlabUrl = gitlab.url();
			UUID fleet = stopped(new RemovalForm("blue", false, false, List.of(), token()));
			this.portal.wayBack.bringBack(fleet, new BringBackForm(false, token()), "ada");
			this.portal = this.portal.restarted();
			this.portal.run();
			assertThat(this.portal.words(RemovalStep.Kind.RESUME_RUNNER)).contains("no longer has the access token");
			assertThat(state()).isEqualTo(FleetState.RUNNER_PAUSED);
		}
	}

	@Test
	void aManagerOfMachinesStartsAgain() {
		UUID fleet = this.portal.launch("docker-machine", null);
		this.portal.aws.machines.put("blue-Manager", "running");
		this.portal.aws.fill(10);
		this.portal.aws.undeletable.add("cache/00001");
		this.portal.remover.remove(fleet, REMOVE, "ada");
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.REMOVAL_STOPPED);
		this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
		this.portal.run();
		assertThat(this.portal.aws.machines).containsEntry("blue-Manager", "running");
		assertThat(state()).isEqualTo(FleetState.READY);
	}

	@Test
	void aRemovalThatStopsBeforeTheWorkersLeavesThemAloneAndSaysSo() {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		this.portal.aws.group = false;
		this.portal.aws.fill(10);
		this.portal.aws.undeletable.add("cache/00001");
		this.portal.remover.remove(fleet, REMOVE, "ada");
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.REMOVAL_NOT_BEGUN);
		this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.READY);
	}

	@Test
	void whereNoRemovalHasStoppedThereIsNothingToBringBack() {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		assertThat(this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada").words())
			.contains("nothing to bring");
		this.portal.remover.remove(fleet, REMOVE, "ada");
		assertThat(this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "bob").words()).contains("ada’s removal");
		assertThat(this.portal.trail).hasSize(2).allMatch((line) -> line.startsWith("BRING_BACK REFUSED"));
	}

	@Test
	void aDoubleClickBringsItBackOnce() {
		UUID fleet = stopped(REMOVE);
		this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada");
		assertThat(this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "ada"))
			.isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(this.portal.wayBack.bringBack(fleet, BringBackForm.BLANK, "bob").words())
			.contains("ada’s way back has been under way");
		assertThat(this.portal.removalIds()).hasSize(2);
	}

	private static Secret token() {
		return Secret.of("glpat-" + "a".repeat(20));
	}

	private FleetState state() {
		return FleetState.of(this.portal.only());
	}

	/** A fleet whose bucket refuses one object, after its workers have gone. */
	private UUID stopped(RemovalForm form) {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		this.portal.aws.fill(10);
		this.portal.aws.workers.put("i-1", true);
		this.portal.aws.undeletable.add("cache/00001");
		this.portal.remover.remove(fleet, form, "ada");
		this.portal.run();
		assertThat(this.portal.aws.workers).isEmpty();
		return fleet;
	}

	private static final class Killed extends Error {

	}

}
