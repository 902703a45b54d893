package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;
import dev.runnerfleet.fleet.removal.FleetRemover;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at the two fleets of a move, and asks for the next thing only where nobody has:
 * the second has to work before anything is done to the first.
 */
@Component
class MoveSteps implements MoveWork {

	private final Moves moves;

	private final Stacks stacks;

	private final Fleets fleets;

	private final Pulses pulses;

	private final Quietening quiet;

	private final FleetRemover remover;

	private final MoveProperties properties;

	private final Clock clock;

	MoveSteps(Moves moves, Stacks stacks, Fleets fleets, Pulses pulses, Quietening quiet, FleetRemover remover,
			MoveProperties properties, Clock clock) {
		this.moves = moves;
		this.stacks = stacks;
		this.fleets = fleets;
		this.pulses = pulses;
		this.quiet = quiet;
		this.remover = remover;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public StepOutcome on(Move move) {
		Stack first = this.stacks.find(move.from()).orElseThrow(NoSuchFleet::new);
		if (move.step() == Move.Step.REMOVE) {
			return remove(move, first);
		}
		Stack second = (move.to() != null) ? this.stacks.find(move.to()).orElse(null) : null;
		if (second == null) {
			return unlaunched(move);
		}
		if (FleetState.of(first).filter() == FleetState.Filter.REMOVED) {
			return stops("%s is gone already: there is nothing left to move.", first.name());
		}
		return switch (move.step()) {
			case LAUNCH -> launch(move, second);
			case PROVE -> prove(move, second);
			case QUIET -> works(second) ? this.quiet.on(move, first) : broken(second, first);
			default -> works(second) ? jobs(move, first) : broken(second, first);
		};
	}

	/** The intent of the launch comes after that of the move, or not at all. */
	private StepOutcome unlaunched(Move move) {
		boolean may = move.begunAt().plus(this.properties.launchAsked()).isAfter(this.clock.instant());
		return (may && move.step() == Move.Step.LAUNCH) ? new StepOutcome.Again("AWS is being asked.")
				: stops("There is no fleet %s.", move.toName());
	}

	private StepOutcome launch(Move move, Stack second) {
		FleetState state = FleetState.of(second);
		if (!state.settled()) {
			return new StepOutcome.Again(
					"%d of %d resources".formatted(second.resourcesDone(), second.resourcesTotal()));
		}
		if (MoveAdvice.isLost(second)) {
			return stops("%s: %s. Nothing was done to the first fleet.", second.name(), StatusLabel.of(second).words());
		}
		if (!state.takesJobs()) {
			return stops(
					"%s: %s. Nothing was done to the first fleet. Correct the launch on the second fleet’s page and let the move go on, or remove the second fleet and end the move.",
					second.name(), StatusLabel.of(second).words());
		}
		Fleet.Runner runner = this.fleets.find(move.from()).map(Fleet::runner).orElse(null);
		if (move.sameRunner() && runner != null) {
			this.fleets.runnerMade(second.id(), runner);
		}
		return new StepOutcome.Done("AWS has made all of it.");
	}

	private StepOutcome prove(Move move, Stack second) {
		FleetState state = FleetState.of(second);
		if (!state.takesJobs()) {
			return stops("%s takes no jobs: %s. Nothing was done to the first fleet.", second.name(),
					StatusLabel.of(second).words());
		}
		if (state == FleetState.READY_UNPROVEN) {
			return stops("A first job could not run on %s; its page says why. Nothing was done to the first fleet.",
					second.name());
		}
		if (state == FleetState.READY_PROVEN) {
			return new StepOutcome.Done("A job has run on it.");
		}
		Pulses.Reading reading = this.pulses.of(second.id()).orElse(null);
		if (reading != null && state != FleetState.READY_PROOF_AWAITED && isWell(reading)) {
			return new StepOutcome.Done("It asks GitLab for jobs: " + reading.health().words());
		}
		String words = (state == FleetState.READY_PROOF_AWAITED) ? "A first job is on its way."
				: (reading != null) ? reading.health().words() : "Its manager has not reported yet.";
		return this.clock.instant().isBefore(move.stepBegunAt().plus(this.properties.proof()))
				? new StepOutcome.Again(words)
				: stops("%s is not known to work after %d min: %s Nothing was done to the first fleet.", second.name(),
						this.properties.proof().toMinutes(), words.replaceAll("(?<![.!])$", "."));
	}

	private static boolean isWell(Pulses.Reading reading) {
		return reading.pulse() != null && (reading.health().kind() == Health.Kind.IDLE
				|| reading.health().kind() == Health.Kind.WORKING || reading.health().kind() == Health.Kind.BUSY);
	}

	private static boolean works(Stack second) {
		return FleetState.of(second).filter() == FleetState.Filter.READY;
	}

	private static StepOutcome broken(Stack second, Stack first) {
		return stops("%s works no more: %s. So %s was not removed.", second.name(), StatusLabel.of(second).words(),
				first.name());
	}

	private StepOutcome jobs(Move move, Stack first) {
		if (move.patience().isZero()) {
			return new StepOutcome.Done("Not waited for.");
		}
		boolean original = this.fleets.find(move.from()).filter(OriginalTemplate::isOf).isPresent();
		Long running = original ? this.quiet.running(move) : running(move);
		if (running != null && running == 0) {
			return new StepOutcome.Done("None is left.");
		}
		String words = (running == null) ? unknown(move, original)
				: (running == 1) ? "1 job runs on " + first.name() : running + " jobs run on " + first.name();
		return this.clock.instant().isBefore(move.stepBegunAt().plus(move.patience()))
				? new StepOutcome.Again(words + "; waited for at most %d min.".formatted(move.patience().toMinutes()))
				: new StepOutcome.Done(words + ". Waited for %d min, as asked.".formatted(move.patience().toMinutes()));
	}

	private String unknown(Move move, boolean original) {
		return !original ? "The first manager has not reported lately how many run" : this.quiet.hasAccess(move)
				? "GitLab has not said yet how many run" : "Without an access token nobody can tell how many run";
	}

	/** How many jobs the first fleet has, as far as it has told since the step began. */
	private @Nullable Long running(Move move) {
		Pulses.Reading reading = this.pulses.of(move.from()).orElse(null);
		if (reading == null || reading.heardAt() == null || reading.heardAt().isBefore(move.stepBegunAt())) {
			return null;
		}
		Pulse.Jobs jobs = (reading.pulse() != null) ? reading.pulse().jobs() : null;
		return (jobs != null) ? jobs.running() : null;
	}

	private StepOutcome remove(Move move, Stack first) {
		FleetState state = FleetState.of(first);
		if (state.filter() == FleetState.Filter.REMOVED) {
			return new StepOutcome.Done(
					(state == FleetState.REMOVED_PARTLY) ? "Removed, but not everything: its receipt says what is left."
							: "Its receipt says what became of it.");
		}
		Operation asked = this.stacks.latestOperation(first.id())
			.filter((latest) -> latest.kind() == Operation.Kind.REMOVE)
			.orElse(null);
		if (asked != null && !(asked.finished() && state.settled())) {
			return new StepOutcome.Again("It goes; its page shows how far that is.");
		}
		if (asked != null && move.leaving() && !asked.startedAt().isBefore(move.stepBegunAt())) {
			return stops("%s: %s. Its page says what is in the way; then let the move go on.", first.name(),
					StatusLabel.of(first).words());
		}
		Stack second = secondOf(move.to());
		if (second == null || !works(second)) {
			return (second != null) ? broken(second, first) : unlaunched(move);
		}
		if (!this.moves.leave(move)) {
			return new StepOutcome.Again("");
		}
		RemovalOutcome outcome = this.remover.removeAfter(first.id(),
				new FleetRemover.Successor(second.name(), move.sameRunner(), this.quiet.hasAccess(move)),
				move.keepCache(), move.requestedBy());
		return (outcome instanceof RemovalOutcome.Begun)
				? new StepOutcome.Again("It goes; its page shows how far that is.")
				: (outcome instanceof RemovalOutcome.Protected) ? stops(
						"%s is protected from removal. Take the protection off on its page, then let the move go on.",
						first.name()) : new StepOutcome.Stops(outcome.words());
	}

	private @Nullable Stack secondOf(@Nullable UUID id) {
		return (id != null) ? this.stacks.find(id).orElse(null) : null;
	}

	private static StepOutcome stops(String words, Object... arguments) {
		return new StepOutcome.Stops(words.formatted(arguments));
	}

	/** Keeps the first fleet from taking jobs, as far as it can be done at once. */
	@FunctionalInterface
	interface Quietening {

		StepOutcome on(Move move, Stack first);

		/**
		 * How many jobs GitLab says run on the first fleet since the step began.
		 * @return {@code null} where that is not known
		 */
		default @Nullable Long running(Move move) {
			return null;
		}

		/** Whether an access token was given, with which its runner can be removed. */
		default boolean hasAccess(Move move) {
			return false;
		}

	}

}
