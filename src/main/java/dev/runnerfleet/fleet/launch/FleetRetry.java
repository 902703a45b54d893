package dev.runnerfleet.fleet.launch;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.LaunchValues;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchReviewer;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.LaunchReviewer.Review;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.fleet.removal.Relaunch;
import dev.runnerfleet.fleet.removal.Removal;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.fleet.removal.RemovalPlan;
import dev.runnerfleet.fleet.removal.RemovalStart;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tries a failed launch again, with the same values or with others: what is left of it
 * goes, then it is launched in its place. The values are stored with the intent, so that
 * nobody has to enter them again if the portal dies in between.
 */
@Component
public class FleetRetry {

	private final Fleets fleets;

	private final Stacks stacks;

	private final Blueprints blueprints;

	private final StackRemover remover;

	private final TerminationProtection protection;

	private final RemovalStart start;

	private final Relaunch relaunch;

	private final LaunchReviewer reviewer;

	private final LaunchTokens launchTokens;

	private final GitLabAddresses addresses;

	private final RememberedFindings findings;

	private final Audit audit;

	private final Clock clock;

	FleetRetry(Fleets fleets, Stacks stacks, Blueprints blueprints, StackRemover remover,
			TerminationProtection protection, RemovalStart start, Relaunch relaunch, LaunchReviewer reviewer,
			LaunchTokens launchTokens, GitLabAddresses addresses, RememberedFindings findings, Audit audit,
			Clock clock) {
		this.findings = findings;
		this.fleets = fleets;
		this.stacks = stacks;
		this.blueprints = blueprints;
		this.remover = remover;
		this.protection = protection;
		this.start = start;
		this.relaunch = relaunch;
		this.reviewer = reviewer;
		this.launchTokens = launchTokens;
		this.addresses = addresses;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * A form with what was launched.
	 * @throws NoSuchFleet if there is none
	 */
	public LaunchForm form(UUID fleetId) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		return LaunchForm.like(fleet, stack.region())
			.fittedTo(blueprint(fleet))
			.named(stack.name())
			.choosing(this.fleets.choices(fleetId));
	}

	/**
	 * Tries a launch again. Asked twice by the same person, it is tried once.
	 * @param fleetId the fleet
	 * @param asked what to launch; what is left out is as it was
	 * @param anyway whether to go on although something looks wrong
	 * @param earlier checks that may have been made of the same, {@code null} for none
	 * @param user who asks
	 * @return what became of it
	 */
	public RemovalOutcome retry(UUID fleetId, LaunchForm asked, boolean anyway, @Nullable Look earlier, String user) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		RemovalOutcome outcome = retry(fleet, stack, asked, anyway, earlier, user);
		if (outcome.refused()) {
			this.audit.record(Action.RETRY, stack.name(), Outcome.REFUSED, outcome.words());
		}
		return outcome;
	}

	private RemovalOutcome retry(Fleet fleet, Stack stack, LaunchForm asked, boolean anyway, @Nullable Look earlier,
			String user) {
		Operation latest = this.stacks.latestOperation(fleet.id()).orElse(null);
		if (latest != null && !latest.finished()) {
			return busy(latest, user);
		}
		if (FleetState.of(stack) == FleetState.RELAUNCH_BEGUN && latest != null && latest.requestedBy().equals(user)) {
			return new RemovalOutcome.Begun();
		}
		if (!FleetActions.of(stack).retry()) {
			return new RemovalOutcome.NotNow("There is no failed launch to try again.");
		}
		LaunchTokens.Held held = held(fleet, asked, user);
		try {
			Review review = this.reviewer.again(fleet.id(), held.form(), blueprint(fleet), earlier);
			if (!review.violations().isEmpty()) {
				return new RemovalOutcome.Invalid(review.violations());
			}
			if (review.stops(anyway)) {
				return new RemovalOutcome.Doubtful(review.findings());
			}
			if (this.protection.isOn(stack.id())) {
				return new RemovalOutcome.Protected();
			}
			return retry(fleet, stack, held, review, user);
		}
		catch (AwsFailure ex) {
			return new RemovalOutcome.Refused(ex);
		}
	}

	/**
	 * Begins to look from every side at another try.
	 * @param fleetId the fleet
	 * @param asked what to launch; what is left out is as it was
	 * @param user who asks
	 * @throws AwsFailure if AWS cannot be asked
	 */
	Look look(UUID fleetId, LaunchForm asked, String user) {
		Fleet fleet = this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new);
		return this.reviewer.look(held(fleet, asked, user).form(), blueprint(fleet), fleetId);
	}

	private LaunchTokens.Held held(Fleet fleet, LaunchForm asked, String user) {
		return this.launchTokens.held(asked.instead(form(fleet.id())).tidied(this.addresses), user);
	}

	private RemovalOutcome retry(Fleet fleet, Stack stack, LaunchTokens.Held held, Review review, String user) {
		Blueprint blueprint = blueprint(fleet);
		LaunchToken token = this.launchTokens.token(held, blueprint, user);
		token.isOf(fleet.runner());
		AtomicBoolean recorded = new AtomicBoolean();
		try {
			Secret secret = token.get().values().iterator().next();
			Fleet next = fleet.with(held.form().values(blueprint))
				.with(token.runner(), token.jobs())
				.with(held.form().tags());
			LaunchValues again = new LaunchValues(next, held.form().choices());
			boolean nothingLeft = stack.arn() == null || stack.status().phase() == StackStatus.Phase.GONE;
			RemovalOutcome outcome = nothingLeft ? this.relaunch.of(again, () -> remember(stack, review), () -> {
				recorded.set(true);
				return secret;
			}, user) : removeRemains(stack, fleet, again, review, secret, user);
			if (!(outcome instanceof RemovalOutcome.Begun)) {
				token.setAside();
			}
			return outcome;
		}
		catch (NoRunnerToken ex) {
			return new RemovalOutcome.NoToken(ex.explanation(), token.setAside());
		}
		catch (RuntimeException ex) {
			// Once the intent is recorded it names the runner, and AWS may have its
			// token.
			if (!recorded.get()) {
				token.setAside();
			}
			throw ex;
		}
	}

	/** What was found, and what was overruled, is written down with the intent. */
	private void remember(Stack stack, Review review) {
		this.findings.store(stack.id(), review.findings());
		if (!review.overruled().isEmpty()) {
			this.audit.record(Action.RETRY, stack.name(), Outcome.ASKED, review.overruled());
		}
	}

	private RemovalOutcome removeRemains(Stack stack, Fleet fleet, LaunchValues again, Review review,
			Secret runnerToken, String user) {
		RemovalPlan plan = RemovalPlan.of(stack, fleet, this.stacks.resources(stack.id()));
		UUID removalId = UUID.randomUUID();
		OperationOutcome outcome = this.remover.begin(stack.id(), Operation.Kind.RETRY, user, (operation) -> {
			this.fleets.store(again);
			remember(stack, review);
			this.start.store(new Removal(removalId, stack.id(), operation.id(), false, List.of(), operation.startedAt(),
					plan.retry()));
		});
		if (outcome instanceof OperationOutcome.Busy busy) {
			return busy(busy.underWay(), user);
		}
		this.start.hold(removalId, runnerToken);
		return new RemovalOutcome.Begun();
	}

	private Blueprint blueprint(Fleet fleet) {
		return this.blueprints.find(fleet.blueprint()).orElseThrow(NoSuchBlueprint::new);
	}

	private RemovalOutcome busy(Operation underWay, String user) {
		return Relaunch.isUnderWay(underWay, user) ? new RemovalOutcome.Begun()
				: new RemovalOutcome.NotNow(BusySentence.words(underWay, this.clock.instant()));
	}

}
