package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;
import dev.runnerfleet.fleet.move.MovedRunners.MovedRunner;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps a stack of the original template from taking jobs: nothing on it can be told so,
 * and it is never changed, so GitLab has to pause its runner. Other fleets are told.
 */
@Component
class PausedRunner implements MoveSteps.Quietening {

	/** Within this time whoever holds the access token has used it. */
	private static final Duration ONE_CALL = Duration.ofMinutes(2);

	private final QuietChange change;

	private final MovedRunners runners;

	private final Fleets fleets;

	private final Clock clock;

	PausedRunner(QuietChange change, MovedRunners runners, Fleets fleets, Clock clock) {
		this.change = change;
		this.runners = runners;
		this.fleets = fleets;
		this.clock = clock;
	}

	@Override
	public StepOutcome on(Move move, Stack first) {
		Fleet fleet = this.fleets.find(first.id()).orElseThrow();
		return OriginalTemplate.isOf(fleet) ? paused(move, fleet, first.name()) : this.change.on(move, first);
	}

	private StepOutcome paused(Move move, Fleet fleet, String name) {
		MovedRunner runner = this.runners.of(move.id());
		if (runner.paused()) {
			return new StepOutcome.Done("Its %s is paused in GitLab.".formatted(called(fleet)));
		}
		if (!runner.trouble().isEmpty()) {
			return new StepOutcome.Stops(runner.trouble() + " " + byHand(fleet, name));
		}
		boolean may = this.clock.instant().isBefore(move.stepBegunAt().plus(ONE_CALL));
		if (runner.accessGiven() && may) {
			return new StepOutcome.Again("GitLab is asked to pause its %s.".formatted(called(fleet)));
		}
		return new StepOutcome.Stops(
				(runner.accessGiven() ? "The portal no longer has the access token. " : "") + byHand(fleet, name));
	}

	private static String byHand(Fleet fleet, String name) {
		return "Pause the %s of %s in GitLab and go on without this step, or go on with an access token."
			.formatted(called(fleet), name);
	}

	static String called(Fleet fleet) {
		Fleet.Runner runner = fleet.runner();
		return (runner != null) ? "runner #" + runner.id() : "runner";
	}

	/**
	 * How many jobs GitLab says run on it, as far as it was asked since a time.
	 * @return {@code null} where that is not known
	 */
	@Override
	public @Nullable Long running(Move move) {
		MovedRunner runner = this.runners.of(move.id());
		Instant at = runner.runningAt();
		Integer jobs = runner.running();
		return (jobs == null || at == null || at.isBefore(move.stepBegunAt())) ? null : jobs.longValue();
	}

	@Override
	public boolean hasAccess(Move move) {
		return this.runners.of(move.id()).accessGiven();
	}

}
