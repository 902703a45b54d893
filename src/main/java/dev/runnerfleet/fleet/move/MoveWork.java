package dev.runnerfleet.fleet.move;

import dev.runnerfleet.fleet.move.MoveDriver.StepOutcome;

/**
 * Does what the step of a move asks for, as far as it can be done at once.
 */
@FunctionalInterface
interface MoveWork {

	/**
	 * Works on the step that a move is at. All of it can be done again without harm.
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS refused or did not answer
	 */
	StepOutcome on(Move move);

}
