package dev.runnerfleet.notification;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How soon and how long the portal tries to tell somebody.
 *
 * @param look pause between two looks for what has happened
 * @param firstRetry pause after the first attempt that failed; each one after it is twice
 * as long
 * @param retryAtMost the longest of these pauses
 * @param giveUpAfter how long a delivery is tried
 * @param keep how long it is kept what was told, and what came of it
 */
@ConfigurationProperties("portal.notifications")
record NotificationProperties(@DefaultValue("5s") Duration look, @DefaultValue("30s") Duration firstRetry,
		@DefaultValue("1h") Duration retryAtMost, @DefaultValue("1d") Duration giveUpAfter,
		@DefaultValue("30d") Duration keep) {

	/** What is older when it is seen first is no news any more. */
	static final Duration NEWS = Duration.ofDays(7);

	NotificationProperties {
		keep = (keep.compareTo(NEWS.plusDays(1)) < 0) ? NEWS.plusDays(1) : keep;
	}

	/** The same, for somebody who asks for a longer one, up to the longest. */
	Duration pause(int failures, Duration asked) {
		Duration pause = pause(failures);
		Duration wanted = (asked.compareTo(this.retryAtMost) > 0) ? this.retryAtMost : asked;
		return (wanted.compareTo(pause) > 0) ? wanted : pause;
	}

	/** The pause after so many attempts that failed, the last included. */
	Duration pause(int failures) {
		Duration pause = this.firstRetry.multipliedBy(1L << Math.max(0, Math.min(failures - 1, 20)));
		return (pause.compareTo(this.retryAtMost) > 0) ? this.retryAtMost : pause;
	}

}
