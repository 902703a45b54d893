package dev.runnerfleet.stack;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often AWS is asked, so that watching stays cheap.
 *
 * @param watched pause between two reads of a stack that somebody looks at
 * @param unwatched pause between two reads of a stack that nobody looks at
 * @param callsPerSecond reads that all stacks of one region may share
 * @param recoverAfter when a launch without an answer is looked up; longer than a call
 * can take
 * @param retryAtMost the longest pause after AWS refused a read
 * @param sweep pause between two looks at what others did without the portal
 */
@ConfigurationProperties("portal.tracking")
public record TrackingProperties(@DefaultValue("2s") Duration watched, @DefaultValue("10s") Duration unwatched,
		@DefaultValue("4") double callsPerSecond, @DefaultValue("30s") Duration recoverAfter,
		@DefaultValue("60s") Duration retryAtMost, @DefaultValue("60s") Duration sweep) {

	/**
	 * How long AWS is asked for what it has not confirmed, besides with each check of
	 * idle stacks.
	 */
	public static final Duration SOUGHT = Duration.ofMinutes(10);

	public TrackingProperties {
		if (callsPerSecond <= 0) {
			throw new IllegalArgumentException("portal.tracking.calls-per-second must be more than 0");
		}
	}

	/**
	 * The pause until a stack is read again, as far as the region's budget allows.
	 * @param isWatched whether somebody looks at it
	 */
	Duration pause(boolean isWatched) {
		return isWatched ? this.watched : this.unwatched;
	}

	/** How far ahead a look at what goes on is ever put off. */
	public Duration longestPause() {
		return this.retryAtMost.plus(this.recoverAfter).plusSeconds(30);
	}

	/**
	 * The pause after AWS refused to be read.
	 * @param failures how many times in a row before this one
	 * @return twice as long each time, up to a minute
	 */
	public Duration pauseAfterFailure(int failures) {
		Duration pause = this.watched.multipliedBy(1L << Math.min(failures + 1, 10));
		return (pause.compareTo(this.retryAtMost) < 0) ? pause : this.retryAtMost;
	}

}
