package dev.runnerfleet.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the trail is kept, and which property says so.
 *
 * @param amount the time before now
 * @param property its name
 */
record AuditKeep(TemporalAmount amount, String property) {

	private static final Logger log = LoggerFactory.getLogger(AuditKeep.class);

	/**
	 * What is configured, also by the property's former name, whose {@code 24m} are
	 * months.
	 * @return {@code null} where the trail is kept for good
	 */
	static @Nullable AuditKeep of(AuditProperties properties, @Nullable Period former) {
		if (properties.audit() != null) {
			return new AuditKeep(properties.audit(), "portal.keep.audit");
		}
		if (former == null) {
			return null;
		}
		if (former.isNegative() || former.isZero()) {
			throw new IllegalArgumentException("Set portal.keep.audit to a day or more, or leave it out");
		}
		log.warn("portal.audit.keep is called portal.keep.audit now, which counts in days: write {}d for {}.",
				former.toTotalMonths() * 30 + former.getDays(), former);
		return new AuditKeep(former, "portal.audit.keep");
	}

	/** The first day, in UTC, that is kept whole. */
	LocalDate first(Instant now) {
		return LocalDate.from(now.atZone(ZoneOffset.UTC).minus(this.amount));
	}

}
