package dev.runnerfleet.stack;

import dev.runnerfleet.aws.AwsFailure;

/** What became of asking what a change would do. */
public sealed interface PreviewOutcome {

	/**
	 * AWS works it out; where it did not answer, the portal finds out by itself.
	 *
	 * @param preview the preview as it was recorded
	 */
	record Made(Preview preview) implements PreviewOutcome {

	}

	/**
	 * An operation of the stack is under way; nothing was asked of AWS.
	 *
	 * @param underWay what goes on, and who asked for it
	 */
	record Busy(Operation underWay) implements PreviewOutcome {

	}

	/**
	 * AWS said no.
	 *
	 * @param failure its answer in words
	 */
	record Refused(AwsFailure failure) implements PreviewOutcome {

	}

}
