package dev.runnerfleet.fleet.move;

import java.util.UUID;

import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells on the pages of both fleets that a move is under way or waits for somebody, so
 * that whoever comes second does not begin something else.
 */
@Component("fleetMoves")
class MoveNotices {

	private final Moves moves;

	private final Stacks stacks;

	MoveNotices(Moves moves, Stacks stacks) {
		this.moves = moves;
		this.stacks = stacks;
	}

	/** What is to be said on a fleet's page, {@code null} where it is in no move. */
	public @Nullable MoveNotice of(UUID fleetId) {
		return this.moves.open(fleetId)
			.map((move) -> notice(move, this.stacks.find(move.from()).map(Stack::name).orElse(""),
					move.from().equals(fleetId)))
			.orElse(null);
	}

	private static MoveNotice notice(Move move, String first, boolean isFirst) {
		boolean stands = move.state() == State.STOPPED;
		String words = isFirst ? "This fleet is being moved to " + move.toName()
				: "This fleet is to take the place of " + first;
		return new MoveNotice(move.from(), stands,
				stands ? "%s. The move stands still and waits for somebody: %s.".formatted(words, move.step().label())
						: "%s: %s.".formatted(words, at(move, isFirst ? "this fleet" : first)));
	}

	private static String at(Move move, String first) {
		return switch (move.step()) {
			case LAUNCH -> move.toName() + " is being launched";
			case PROVE -> "waiting until " + move.toName() + " is known to work";
			case QUIET -> first + " is told to take no more jobs";
			case JOBS -> "waiting for the running jobs of " + first;
			case REMOVE -> first + " is being removed";
		};
	}

	/**
	 * What is to be said of a move.
	 *
	 * @param first the fleet whose page has the move
	 * @param stands whether it waits for somebody
	 * @param words what it is at
	 */
	record MoveNotice(UUID first, boolean stands, String words) {

	}

}
