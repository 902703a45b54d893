package dev.runnerfleet.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, except that it never goes back: whatever is due in two seconds is
 * due in two seconds, even where somebody sets the machine's clock back by five minutes.
 */
class SteadyClock extends Clock {

	/** Corrections by less than this are the machine's everyday business. */
	private static final Duration NOTABLE = Duration.ofSeconds(2);

	private static final Logger log = LoggerFactory.getLogger(SteadyClock.class);

	private final Clock wall;

	private final LongSupplier ticks;

	private Instant now;

	private long tick;

	private boolean told;

	/**
	 * Begins with the machine's time.
	 * @param wall the machine's clock
	 * @param ticks nanoseconds since some moment, which nobody can set
	 */
	SteadyClock(Clock wall, LongSupplier ticks) {
		this.wall = wall;
		this.ticks = ticks;
		this.now = wall.instant();
		this.tick = ticks.getAsLong();
	}

	@Override
	public synchronized Instant instant() {
		long tick = this.ticks.getAsLong();
		Instant passed = this.now.plusNanos(Math.max(0, tick - this.tick));
		Instant shown = this.wall.instant();
		this.tick = tick;
		this.now = shown.isAfter(passed) ? shown : passed;
		tell(Duration.between(shown, this.now));
		return this.now;
	}

	private void tell(Duration ahead) {
		if (ahead.compareTo(NOTABLE) < 0) {
			this.told = false;
		}
		else if (!this.told) {
			this.told = true;
			log.warn("This machine's clock was set back. Until it has caught up, or the portal is started again, "
					+ "the portal's own is {} s ahead of it.", ahead.toSeconds());
		}
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new Clock() {

			@Override
			public Instant instant() {
				return SteadyClock.this.instant();
			}

			@Override
			public ZoneId getZone() {
				return zone;
			}

			@Override
			public Clock withZone(ZoneId other) {
				return SteadyClock.this.withZone(other);
			}

		};
	}

}
