package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a fleet's manager reports of itself and its workers, one line every half minute.
 * Whatever it could not read is {@code null}, never made up.
 *
 * @param version of the report's shape; above {@link #KNOWN} there may be more in it than
 * is read here
 * @param at when it was written, by the manager's clock as all its times are
 * @param manager the instance's id
 * @param since when the runner's process began
 * @param runner GitLab Runner's version
 * @param gitlab what GitLab answered last when it was asked for a job
 * @param tokenExpires when the runner's token ends
 * @param jobs what the runner does
 * @param queue how long jobs had waited that were taken in the last five minutes
 * @param workers the machines that jobs run on
 * @param types workers now by instance type, {@code /spot} behind those that are spot
 * @param seconds how long workers have run by type since the manager booted: a counter,
 * in seconds
 * @param scaling the last worker that could not be started, unless one could since
 * @param hash of the configuration in force
 * @param errors what the runner has logged as one since it began
 * @param disk how full the manager's disk is, per cent
 * @param memory how full its memory is, per cent
 * @param trouble what the manager could not read
 */
public record Pulse(int version, Instant at, String manager, @Nullable Instant since, @Nullable String runner,
		@Nullable Contact gitlab, @Nullable Instant tokenExpires, @Nullable Jobs jobs, @Nullable Queue queue,
		@Nullable Workers workers, Map<String, Long> types, Map<String, Long> seconds, @Nullable Scaling scaling,
		@Nullable String hash, @Nullable Long errors, @Nullable Long disk, @Nullable Long memory,
		@Nullable String trouble) {

	/** The latest shape of a report that is understood in full. */
	public static final int KNOWN = 1;

	/** Whether the manager is newer than the portal. */
	public boolean newer() {
		return this.version > KNOWN;
	}

	/**
	 * GitLab's last answer to the question for a job.
	 *
	 * @param at when it came, {@code null} if none has come since the runner began
	 * @param status its HTTP status, such as 204 for nothing to do; 0 where there has
	 * been no answer since {@code at}
	 */
	public record Contact(@Nullable Instant at, int status) {

	}

	/**
	 * Jobs of the runner.
	 *
	 * @param running how many now
	 * @param limit how many it takes at once
	 * @param finished how many have ended since the runner began
	 * @param failed how many of those have failed
	 */
	public record Jobs(@Nullable Long running, @Nullable Long limit, @Nullable Long finished, @Nullable Long failed) {

	}

	/**
	 * How long jobs had waited before they were taken, in seconds.
	 *
	 * @param median half of them for less
	 * @param longest none of them for more
	 */
	public record Queue(@Nullable Long median, @Nullable Long longest) {

	}

	/**
	 * Workers by what they do.
	 *
	 * @param ready those that wait for a job
	 * @param busy those that have one
	 * @param starting those that are not there yet
	 * @param deleting those that go
	 * @param failed those that did not become ready
	 * @param wanted how many the manager asks for
	 * @param max how many there may be
	 */
	public record Workers(@Nullable Long ready, @Nullable Long busy, @Nullable Long starting, @Nullable Long deleting,
			@Nullable Long failed, @Nullable Long wanted, @Nullable Long max) {

	}

	/**
	 * A worker that could not be started.
	 *
	 * @param at when it was tried last
	 * @param code AWS's code, blank where it gave none
	 * @param words AWS's words
	 */
	public record Scaling(@Nullable Instant at, String code, String words) {

	}

}
