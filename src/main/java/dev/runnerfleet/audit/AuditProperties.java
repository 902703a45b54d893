package dev.runnerfleet.audit;

import java.time.Period;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the trail is kept.
 *
 * @param keep such as {@code 24m} for months, {@code P2Y} or {@code 400d}; for good where
 * it is left out
 */
@ConfigurationProperties("portal.audit")
record AuditProperties(@Nullable Period keep) {

	AuditProperties {
		if (keep != null && (keep.isNegative() || keep.isZero())) {
			throw new IllegalArgumentException("Set portal.audit.keep to a day or more, or leave it out");
		}
	}

}
