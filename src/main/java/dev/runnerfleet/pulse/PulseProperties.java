package dev.runnerfleet.pulse;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often living fleets are looked at, and what counts as trouble.
 *
 * @param watched pause between two reads of a fleet that somebody looks at
 * @param unwatched pause between two reads of a fleet that nobody looks at
 * @param groups pause between two looks at the worker groups of a region
 * @param callsPerSecond reads that all fleets of one region may share
 * @param silentAfter how old the last report may be before EC2 is asked for the manager
 * @param notPollingAfter how long GitLab may leave a runner with room without an answer
 * @param tokenEndsWithin how long before its end a token is told of
 * @param scalingFailedWithin how long a worker that could not be started is told of where
 * none is missing any longer
 * @param keep how long the history is kept
 */
@ConfigurationProperties("portal.pulse")
record PulseProperties(@DefaultValue("30s") Duration watched, @DefaultValue("2m") Duration unwatched,
		@DefaultValue("1m") Duration groups, @DefaultValue("10") double callsPerSecond,
		@DefaultValue("90s") Duration silentAfter, @DefaultValue("2m") Duration notPollingAfter,
		@DefaultValue("7d") Duration tokenEndsWithin, @DefaultValue("15m") Duration scalingFailedWithin,
		@DefaultValue("14d") Duration keep) {

	/**
	 * How much older than that a report may become before its fleet's turn comes: one
	 * that is read in time is at most two and a half minutes old, and one that comes late
	 * some seconds more.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(75);

	PulseProperties {
		if (callsPerSecond <= 0) {
			throw new IllegalArgumentException("portal.pulse.calls-per-second must be more than 0");
		}
	}

	/**
	 * When a fleet is said to be silent at the latest, whoever came to read it or not.
	 */
	Duration unheardAfter() {
		return this.silentAfter.plus(PATIENCE);
	}

}
