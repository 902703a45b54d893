package dev.runnerfleet.pulse;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * All that is known of a living fleet at one moment: what its health follows from.
 *
 * @param now the moment, by the portal's clock
 * @param pulse the last report, {@code null} where none was heard of this manager
 * @param heardAt when that was written, by the portal's clock
 * @param trouble why the log cannot be read, {@code null} where it can
 * @param changing whether CloudFormation works on the stack, and may stop the manager
 * @param reports whether its blueprint has managers that report
 * @param machine what EC2 says of the manager
 * @param group what Auto Scaling says of the workers, {@code null} where it was not asked
 * @param refusal why a worker could not be started, as Auto Scaling told the portal;
 * {@code null} where nothing is known of that
 * @param notInForce why the last change is not in force, blank where the manager gave no
 * reason, {@code null} where it is
 * @param unproven whether the last try to bring a worker to work failed, as far as the
 * portal knows
 * @param post what becomes of it when the manager is gone
 * @param before the health so far, {@code null} for the first one
 */
record Vitals(Instant now, @Nullable Pulse pulse, @Nullable Instant heardAt, @Nullable String trouble, boolean changing,
		boolean reports, Machine machine, @Nullable WorkerGroup group, Pulse.@Nullable Scaling refusal,
		@Nullable String notInForce, boolean unproven, Post post, @Nullable Health before) {

	/** What a manager is part of. */
	enum Post {

		/** Nothing: it is an instance of the stack, which nobody brings back. */
		INSTANCE,
		/** A group of one, which starts another where it is lost. */
		GROUP,
		/** The same, and another one waits for it to finish its jobs. */
		REPLACED

	}

	/** What EC2 says of a manager. */
	enum Machine {

		/** Nobody had a reason to ask, or nobody could. */
		UNASKED,
		/** It runs, and its status checks pass or are not over yet. */
		RUNNING,
		/** It runs, and a status check fails. */
		IMPAIRED,
		/** It is stopped, or about to be. */
		STOPPED,
		/** It is terminated, or EC2 knows of none. */
		TERMINATED

	}

	/**
	 * A group of workers.
	 *
	 * @param desired how many there should be
	 * @param max how many there may be
	 * @param inService how many there are
	 * @param shortSince since when there are fewer than there should be, {@code null}
	 * while there are not
	 */
	record WorkerGroup(int desired, int max, int inService, @Nullable Instant shortSince) {

	}

}
