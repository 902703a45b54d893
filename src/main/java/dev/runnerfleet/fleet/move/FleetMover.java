package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.launch.FleetLauncher;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins to move a fleet, and lets people stop and go on. The intent is committed before
 * the second fleet is launched; its token passes through with that launch alone.
 */
@Component
class FleetMover {

	private final Moves moves;

	private final Stacks stacks;

	private final Fleets fleets;

	private final Blueprints blueprints;

	private final FleetLauncher launcher;

	private final SchedulerClient scheduler;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	FleetMover(Moves moves, Stacks stacks, Fleets fleets, Blueprints blueprints, FleetLauncher launcher,
			SchedulerClient scheduler, Audit audit, TransactionTemplate transaction, Clock clock) {
		this.moves = moves;
		this.stacks = stacks;
		this.fleets = fleets;
		this.blueprints = blueprints;
		this.launcher = launcher;
		this.scheduler = scheduler;
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * What there is to decide on.
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it is not of a blueprint that there is a way out of
	 */
	Plan plan(UUID fleetId) {
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Blueprint from = this.blueprints.find(fleet.blueprint()).filter(Blueprint::machines).orElse(null);
		if (from == null) {
			throw new NotNow(fleetId, "There is nowhere to move this fleet to",
					"It has the blueprint that other fleets are moved to.");
		}
		Optional<Move> latest = this.moves.latest(fleetId);
		Map<String, String> values = QuietChange.undone(fleet, latest.map(Move::parameters).orElse(Map.of()));
		Counterparts counterparts = Counterparts.of(values, from, this.blueprints.first());
		return new Plan(stack, fleet, values, this.blueprints.first(), counterparts, latest.orElse(null));
	}

	/**
	 * Begins to move a fleet, unless it is being moved already.
	 * @param fleetId the fleet
	 * @param form what was asked
	 * @param user who asks
	 * @return what became of launching the second one
	 * @throws NotNow if the fleet is in no state for it
	 */
	FleetLaunch begin(UUID fleetId, MoveForm form, String user) {
		Plan plan = plan(fleetId);
		requireMovable(plan);
		Optional<Duration> patience = form.patience();
		if (patience.isEmpty()) {
			return new FleetLaunch.Invalid(List
				.of(new Violation("minutes", "Enter whole minutes from 0 to %d.".formatted(MoveForm.MOST_MINUTES))));
		}
		Move move = new Move(UUID.randomUUID(), fleetId, null, form.name(), form.sameRunner(), patience.get(),
				form.keepCache(), plan.values(), user, this.clock.instant(), State.RUNNING, Step.LAUNCH, 1, null, false,
				List.of());
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.moves.add(move);
				MoveConfiguration.TASK.begin(this.scheduler, move.task(), this.clock.instant());
			});
		}
		catch (DuplicateKeyException ex) {
			throw underWay(fleetId);
		}
		boolean begun = false;
		try {
			FleetLaunch launch = this.launcher.launch(launch(plan, form), form.anyway(), null, user);
			begun = launch instanceof FleetLaunch.Begun;
			if (begun) {
				this.audit.record(Action.MOVE, plan.stack().name(), Outcome.ASKED, "To " + form.name());
			}
			return launch;
		}
		finally {
			if (!begun) {
				this.moves.withdraw(move.id());
			}
		}
	}

	/** What the second fleet is launched with. */
	private LaunchForm launch(Plan plan, MoveForm form) {
		LaunchForm like = LaunchForm.like(plan.fleet(), plan.stack().region());
		return new LaunchForm("", form.name(), plan.stack().region(), plan.to().name(), form.runnerToken(),
				like.subnetIds(), plan.counterparts().values(), LaunchForm.OnFailure.ROLLBACK,
				this.fleets.choices(plan.fleet().id()).terminationProtection(), like.source(), like.stackTags());
	}

	private void requireMovable(Plan plan) {
		UUID id = plan.stack().id();
		if (plan.move() != null && !plan.move().state().over()) {
			throw underWay(id);
		}
		Operation latest = this.stacks.latestOperation(id).orElse(null);
		if (latest != null && !latest.finished()) {
			throw NotNow.busy(latest, this.clock.instant());
		}
		if (!FleetActions.of(plan.stack()).change()) {
			throw new NotNow(id, "This fleet cannot be moved now",
					"A fleet is moved while it is ready. Its page shows how it is and what can be done.");
		}
	}

	private static NotNow underWay(UUID id) {
		return new NotNow(id, "This fleet is being moved already",
				"Its move is not over. Let it go on, or stop and end it before another one.");
	}

	/**
	 * Stops a move for somebody.
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it does not go on, or the first fleet goes already
	 */
	void stop(UUID fleetId, String user) {
		Move move = latest(fleetId);
		boolean stopped = this.transaction
			.execute((status) -> this.moves.interrupt(move, "Stopped by " + user + ".") && told(fleetId, "Stopped"));
		if (!stopped) {
			throw new NotNow(fleetId, "This move cannot be stopped now",
					"It does not go on, or the first fleet is being removed already. That removal has steps of its own: the first fleet’s page shows them.");
		}
	}

	/**
	 * Lets a move go on that stands still.
	 * @param skip whether to leave out keeping the first fleet from taking jobs
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it does not stand still
	 */
	void goOn(UUID fleetId, boolean skip) {
		Move move = latest(fleetId);
		Step from = (skip && move.step() == Step.QUIET) ? Step.JOBS : move.step();
		boolean goesOn = this.transaction.execute((status) -> {
			if (!this.moves.goOn(move, from)) {
				return false;
			}
			Move next = this.moves.find(move.id()).orElseThrow();
			MoveConfiguration.TASK.begin(this.scheduler, next.task(), this.clock.instant());
			return told(fleetId, (from == move.step()) ? "Goes on" : "Goes on without: " + move.step().label());
		});
		if (!goesOn) {
			throw standsNot(fleetId);
		}
	}

	/**
	 * Leaves a move as far as it has come: both fleets stay as they are.
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it does not stand still
	 */
	void end(UUID fleetId) {
		Move move = latest(fleetId);
		boolean ended = this.transaction
			.execute((status) -> this.moves.end(move) && told(fleetId, "Ended before its end"));
		if (!ended) {
			throw standsNot(fleetId);
		}
	}

	private static NotNow standsNot(UUID fleetId) {
		return new NotNow(fleetId, "This move does not stand still",
				"Somebody else was first. Look again how far it is.");
	}

	private boolean told(UUID fleetId, String words) {
		this.audit.record(Action.MOVE, this.stacks.find(fleetId).map(Stack::name).orElse(""), Outcome.DONE, words);
		return true;
	}

	private Move latest(UUID fleetId) {
		this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		return this.moves.latest(fleetId).orElseThrow(() -> new NotNow(fleetId, "This fleet is not being moved", ""));
	}

	@EventListener
	void launched(OperationEvent.Recorded event) {
		Operation operation = event.operation();
		if (operation.kind() == Operation.Kind.LAUNCH) {
			this.moves.launched(operation.stackId(), operation.requestedBy());
		}
	}

	/**
	 * A move as it can be asked for.
	 *
	 * @param stack the first fleet's stack
	 * @param fleet the first fleet
	 * @param values its own values
	 * @param to the second fleet's blueprint
	 * @param counterparts what becomes of each value
	 * @param move its latest move, {@code null} for none
	 */
	record Plan(Stack stack, Fleet fleet, Map<String, String> values, Blueprint to, Counterparts counterparts,
			@Nullable Move move) {

	}

}
