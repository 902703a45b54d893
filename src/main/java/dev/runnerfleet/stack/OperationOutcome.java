package dev.runnerfleet.stack;

import dev.runnerfleet.aws.AwsFailure;

/** What became of asking something of a stack that is there. */
public sealed interface OperationOutcome {

	/**
	 * It is on its way; where AWS did not answer, the portal finds out by itself.
	 *
	 * @param operation the operation as it was recorded
	 */
	record Begun(Operation operation) implements OperationOutcome {

	}

	/**
	 * Another operation of the stack is under way; nothing was asked of AWS.
	 *
	 * @param underWay what goes on, and who asked for it
	 */
	record Busy(Operation underWay) implements OperationOutcome {

	}

	/**
	 * AWS said no; the stack is as it was.
	 *
	 * @param failure its answer in words
	 */
	record Refused(AwsFailure failure) implements OperationOutcome {

	}

}
