package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.MoveConfiguration.MoveProperties;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/**
 * Takes a move from one step to the next. It keeps nothing in memory: what was done is in
 * the rows of the move and of both fleets, and each step looks there before it asks for
 * anything.
 */
@Component
class MoveDriver {

	/** How long AWS or another operation may be in the way before somebody is told. */
	private static final Duration IN_THE_WAY = Duration.ofHours(2);

	private final Moves moves;

	private final MoveWork work;

	private final Stacks stacks;

	private final Audit audit;

	private final MoveProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	MoveDriver(Moves moves, MoveWork work, Stacks stacks, Audit audit, MoveProperties properties,
			TransactionTemplate transaction, Clock clock) {
		this.moves = moves;
		this.work = work;
		this.stacks = stacks;
		this.audit = audit;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Works once on the step that a move is at.
	 * @param task the move and the turn in which it goes on
	 * @return the pause until the next time, empty if it goes on no more
	 */
	Optional<Duration> advance(String task) {
		Move move = this.moves.find(UUID.fromString(task.split("/")[0])).orElse(null);
		if (move == null || move.state() != State.RUNNING || !move.task().equals(task)) {
			return Optional.empty();
		}
		StepOutcome outcome = attempt(move);
		if (outcome instanceof StepOutcome.Again again) {
			this.transaction.executeWithoutResult((status) -> this.moves.say(move, again.words()));
			return Optional.of(this.properties.pause());
		}
		if (outcome instanceof StepOutcome.Stops stops) {
			stored(move, Outcome.FAILED, stops.words(), () -> this.moves.stop(move, stops.words()));
			return Optional.empty();
		}
		stored(move, Outcome.DONE, "To " + move.toName(), () -> this.moves.next(move, outcome.words()));
		return Optional.of(Duration.ZERO);
	}

	/** What passes by itself, such as somebody else's change, is waited out. */
	private StepOutcome attempt(Move move) {
		Instant patient = move.stepBegunAt().plus(IN_THE_WAY);
		try {
			return this.work.on(move);
		}
		catch (AwsFailure ex) {
			return (ex.passing() && this.clock.instant().isBefore(patient)) ? new StepOutcome.Again(ex.words())
					: new StepOutcome.Stops(ex.words());
		}
		catch (ErrorResponseException ex) {
			String words = String.valueOf(ex.getBody().getDetail());
			return this.clock.instant().isBefore(patient) ? new StepOutcome.Again(words) : new StepOutcome.Stops(words);
		}
	}

	private void stored(Move move, Outcome outcome, String detail, BooleanSupplier storing) {
		this.transaction.executeWithoutResult((status) -> {
			if (storing.getAsBoolean()) {
				this.audit.record(Actor.onBehalfOf(move.requestedBy()), Action.MOVE,
						this.stacks.find(move.from()).map(Stack::name).orElse(""), outcome, detail);
			}
		});
	}

	/** What came of working on a step once. */
	sealed interface StepOutcome {

		/** What can be said of it. */
		String words();

		/** There is more to wait for. */
		record Again(String words) implements StepOutcome {

		}

		/** It is done. */
		record Done(String words) implements StepOutcome {

		}

		/** It cannot go on by itself. */
		record Stops(String words) implements StepOutcome {

		}

	}

}
