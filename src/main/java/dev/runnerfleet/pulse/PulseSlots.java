package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Spreads the first looks at fleets evenly over time: each has its own moment in a
 * period, by its id, whichever replica looks.
 */
final class PulseSlots {

	private PulseSlots() {
	}

	/**
	 * A fleet's next moment.
	 * @return after now, a period later at the most
	 */
	static Instant next(UUID id, Duration period, Instant now) {
		long length = Math.max(1, period.toMillis());
		long past = Math.floorMod(now.toEpochMilli() - Math.floorMod(id.hashCode(), length), length);
		return now.plusMillis(length - past);
	}

}
