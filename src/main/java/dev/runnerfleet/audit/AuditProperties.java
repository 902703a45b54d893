package dev.runnerfleet.audit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the trail is kept.
 *
 * @param audit a day at least; for good where it is left out
 */
@ConfigurationProperties("portal.keep")
record AuditProperties(@Nullable Duration audit) {

	/** Whoever means months by {@code 24m} gets minutes, and is asked again. */
	AuditProperties {
		if (audit != null && audit.compareTo(Duration.ofDays(1)) < 0) {
			throw new IllegalArgumentException("Set portal.keep.audit to a day or more, such as 730d, or leave it out");
		}
	}

}
