package dev.runnerfleet.stack.retention;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the history of stacks is kept.
 *
 * @param events how long their events are, a day at least; for good where it is left out
 */
@ConfigurationProperties("portal.keep")
record RetentionProperties(@Nullable Duration events) {

	RetentionProperties {
		if (events != null && events.compareTo(Duration.ofDays(1)) < 0) {
			throw new IllegalArgumentException("Set portal.keep.events to a day or more, or leave it out");
		}
	}

}
