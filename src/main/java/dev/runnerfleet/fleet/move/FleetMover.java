package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.launch.FleetLauncher;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;

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

	private final MovePlans plans;

	private final MoveCheck check;

	private final MovedRunners runners;

	private final MoveTokens tokens;

	private final MoveProperties properties;

	private final FleetLauncher launcher;

	private final SchedulerClient scheduler;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	FleetMover(Moves moves, Stacks stacks, Fleets fleets, MovePlans plans, MoveCheck check, MovedRunners runners,
			MoveTokens tokens, MoveProperties properties, FleetLauncher launcher, SchedulerClient scheduler,
			Audit audit, TransactionTemplate transaction, Clock clock) {
		this.moves = moves;
		this.stacks = stacks;
		this.fleets = fleets;
		this.plans = plans;
		this.check = check;
		this.runners = runners;
		this.tokens = tokens;
		this.properties = properties;
		this.launcher = launcher;
		this.scheduler = scheduler;
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
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
		Plan plan = this.plans.of(fleetId);
		requireMovable(plan);
		List<Violation> violations = this.check.violations(plan, form);
		if (!violations.isEmpty()) {
			return new FleetLaunch.Invalid(violations);
		}
		Move move = new Move(UUID.randomUUID(), fleetId, null, form.name(), form.sameRunner() && !plan.original(),
				form.patience().orElseThrow(), form.keepCache(), plan.values(), user, this.clock.instant(),
				State.RUNNING, Step.LAUNCH, 1, null, false, List.of());
		Secret access = plan.original() ? form.accessToken() : Secret.of("");
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.moves.add(move);
				this.runners.anew(move.id(), !access.isBlank());
				(plan.original() ? form.runnerNumber() : OptionalLong.empty()).ifPresent((number) -> this.fleets
					.runnerMade(fleetId, new Fleet.Runner(number, plan.fleet().gitlabUrl())));
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
				this.tokens.hold(move.id(), access);
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
		Map<String, String> values = new LinkedHashMap<>(plan.counterparts().values());
		plan.correctable()
			.keySet()
			.stream()
			.filter(form.parameters()::containsKey)
			.forEach((name) -> values.put(name, form.parameters().getOrDefault(name, "")));
		return new LaunchForm("", form.name(), plan.stack().region(), plan.to().name(), form.runnerToken(),
				List.of(values.getOrDefault("SubnetIds", "").split(",")), values, LaunchForm.OnFailure.ROLLBACK,
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
	 * @param skip whether to leave out keeping the first fleet from taking jobs, or
	 * waiting for them
	 * @param accessToken pauses and removes the first fleet's runner, blank for neither
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it does not stand still, or the token is of no use
	 */
	void goOn(UUID fleetId, boolean skip, Secret accessToken) {
		Move move = latest(fleetId);
		Plan plan = this.plans.of(fleetId);
		Secret access = plan.original() ? accessToken : Secret.of("");
		String objection = this.check.objection(plan, access);
		if (!objection.isEmpty()) {
			throw new NotNow(fleetId, "The access token is of no use", objection);
		}
		boolean skips = skip && (move.step() == Step.QUIET || plan.original() && move.step() == Step.JOBS);
		Step from = skips ? move.step().next().orElseThrow() : move.step();
		boolean goesOn = this.transaction.execute((status) -> {
			if (!this.moves.goOn(move, from)) {
				return false;
			}
			this.runners.anew(move.id(), !access.isBlank());
			Move next = this.moves.find(move.id()).orElseThrow();
			MoveConfiguration.TASK.begin(this.scheduler, next.task(), this.clock.instant());
			return told(fleetId, (from == move.step()) ? "Goes on" : "Goes on without: " + move.step().label());
		});
		if (!goesOn) {
			throw standsNot(fleetId);
		}
		this.tokens.hold(move.id(), access);
	}

	/**
	 * Leaves a move as far as it has come: both fleets stay as they are.
	 * @throws NoSuchFleet if there is no such fleet
	 * @throws NotNow if it does not stand still, or nobody knows yet which fleets there
	 * are
	 */
	void end(UUID fleetId) {
		Move move = latest(fleetId);
		if (move.to() == null && move.begunAt().plus(this.properties.launchAsked()).isAfter(this.clock.instant())) {
			throw new NotNow(fleetId, "The second fleet is just being launched",
					"Whether there is one shows within minutes. Then end the move.");
		}
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

}
