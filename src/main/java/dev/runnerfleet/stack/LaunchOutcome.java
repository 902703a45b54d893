package dev.runnerfleet.stack;

import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;

/** What became of asking for a new stack. */
public sealed interface LaunchOutcome {

	/**
	 * AWS has begun, or did so when the same request came before.
	 *
	 * @param stackId the stack
	 */
	record Launched(UUID stackId) implements LaunchOutcome {

	}

	/**
	 * AWS did not answer; the portal finds out whether it has begun.
	 *
	 * @param stackId the stack
	 */
	record Unanswered(UUID stackId) implements LaunchOutcome {

	}

	/**
	 * AWS carries out an earlier attempt after all, with the values and secrets of then;
	 * nothing else was created.
	 *
	 * @param launch the earlier attempt, which goes on
	 */
	record Arrived(Operation launch) implements LaunchOutcome {

	}

	/** A stack of that name is there already; nothing was created. */
	record NameTaken() implements LaunchOutcome {

	}

	/**
	 * AWS said no; nothing was created.
	 *
	 * @param failure its answer in words
	 */
	record Refused(AwsFailure failure) implements LaunchOutcome {

	}

	/**
	 * The stack that was to be launched again is there, or about to be; nothing was done.
	 *
	 * @param latest what came before
	 */
	record TooLate(Operation latest) implements LaunchOutcome {

	}

}
