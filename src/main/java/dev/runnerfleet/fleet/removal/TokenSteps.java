package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetFacts.ClosedPart;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.removal.Closures.Closure;
import dev.runnerfleet.fleet.removal.RemovalConfiguration.RemovalProperties;
import dev.runnerfleet.fleet.removal.RemovalStep.State;
import dev.runnerfleet.gitlab.runner.Runners;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackRemover;

import org.springframework.stereotype.Component;

/** Does the steps of a removal that only a token can do, when their turn comes. */
@Component
class TokenSteps {

	private final Removals removals;

	private final RemovalDriver driver;

	private final StackRemover remover;

	private final Fleets fleets;

	private final Closures closures;

	private final Runners runners;

	private final Relaunch relaunch;

	private final RemovalProperties properties;

	private final Clock clock;

	TokenSteps(Removals removals, RemovalDriver driver, StackRemover remover, Fleets fleets, Closures closures,
			Runners runners, Relaunch relaunch, RemovalProperties properties, Clock clock) {
		this.removals = removals;
		this.driver = driver;
		this.remover = remover;
		this.fleets = fleets;
		this.closures = closures;
		this.runners = runners;
		this.relaunch = relaunch;
		this.properties = properties;
		this.clock = clock;
	}

	/** Whether a removal may still need its token. */
	boolean ahead(UUID removalId) {
		return this.removals.find(removalId)
			.map((removal) -> removal.steps()
				.stream()
				.anyMatch((step) -> step.kind().needsToken() && !step.state().ended()))
			.orElse(false);
	}

	/** The step of a removal that waits for its token at this moment. */
	Optional<RemovalStep> due(UUID removalId) {
		return this.removals.find(removalId)
			.flatMap(Removal::current)
			.filter((step) -> step.kind().needsToken() && step.state() == State.WAITING);
	}

	/**
	 * Does a step, unless somebody else does already.
	 * @param step a step whose turn it is
	 * @param token the token that was given for it
	 * @param until how long the token is kept
	 * @return when to try again, empty where it is done or cannot be
	 */
	Optional<Duration> perform(RemovalStep step, Secret token, Instant until) {
		if (!this.removals.claim(step)) {
			return Optional.empty();
		}
		Removal removal = this.removals.find(step.removalId()).orElseThrow();
		this.remover.progressed(removal.fleetId());
		Fleet fleet = this.fleets.find(removal.fleetId()).orElseThrow();
		RemovalStep claimed = removal.step(step.kind());
		StepProgress progress = switch (step.kind()) {
			case PAUSE_RUNNER -> pause(fleet, step, token);
			case RESUME_RUNNER -> resume(fleet, token);
			case DELETE_RUNNER ->
				told(this.runners.remove(fleet.gitlabUrl(), token, runnerId(fleet)), "Removed from GitLab.", "Remove");
			default -> launched(this.relaunch.of(fleet.id(), token, requestedBy(removal)), until);
		};
		this.driver.store(removal, claimed, progress);
		return (progress.state() == State.WAITING) ? Optional.of(progress.pause()) : Optional.empty();
	}

	/** Written down first: whoever dies in between has perhaps paused it. */
	private StepProgress pause(Fleet fleet, RemovalStep step, Secret token) {
		this.closures.remember(fleet.id(), new Closure(ClosedPart.RUNNER, step.about(), "active"));
		Runners.Change change = this.runners.pause(fleet.gitlabUrl(), token, runnerId(fleet));
		if (!(change instanceof Runners.Change.Done) && !(change instanceof Runners.Change.Unclear)) {
			this.closures.opened(fleet.id(), ClosedPart.RUNNER);
		}
		return told(change, "It takes no new jobs.", "Pause");
	}

	private StepProgress resume(Fleet fleet, Secret token) {
		Runners.Change change = this.runners.resume(fleet.gitlabUrl(), token, runnerId(fleet));
		if (change instanceof Runners.Change.Done || change instanceof Runners.Change.Missing) {
			this.closures.opened(fleet.id(), ClosedPart.RUNNER);
		}
		return told(change, "It takes jobs again.", "Resume");
	}

	private static StepProgress told(Runners.Change change, String done, String byHand) {
		if (change instanceof Runners.Change.Failed failed) {
			return StepProgress.failed(0, failed.words() + " " + byHand + " the runner in GitLab by hand.");
		}
		if (change instanceof Runners.Change.Unclear unclear) {
			return StepProgress.failed(0,
					"%s GitLab may have done it all the same: look at the runner there, and %s it by hand if it has not."
						.formatted(unclear.words(), byHand.toLowerCase(Locale.ROOT)));
		}
		return (change instanceof Runners.Change.Missing)
				? StepProgress.ended(State.NOT_FOUND, "GitLab has no such runner.") : StepProgress.done(0, done);
	}

	/** What passes by itself, such as a session that is renewed, is waited out. */
	private StepProgress launched(RemovalOutcome outcome, Instant until) {
		if (outcome instanceof RemovalOutcome.Begun) {
			return StepProgress.done(0, "");
		}
		if (!(outcome instanceof RemovalOutcome.Refused refused && refused.failure().passing())) {
			return StepProgress.failed(0, outcome.words());
		}
		Duration pause = this.properties.pause().multipliedBy(5);
		return this.clock.instant().plus(pause).isBefore(until)
				? StepProgress.waiting(outcome.words() + " The launch follows by itself as soon as AWS can be asked.",
						pause)
				: StepProgress.failed(0, outcome.words() + " The portal keeps a runner token for %d min and no longer."
					.formatted(this.properties.tokenKept().toMinutes()));
	}

	private String requestedBy(Removal removal) {
		return this.remover.find(removal.operationId()).map(Operation::requestedBy).orElseThrow();
	}

	private static long runnerId(Fleet fleet) {
		Fleet.Runner runner = fleet.runner();
		return (runner != null) ? runner.id() : 0;
	}

}
