package dev.runnerfleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it, so that no test waits or races. */
public final class SettableClock extends Clock {

	private volatile Instant now;

	/** A clock for tests to which one moment is as good as another. */
	public SettableClock() {
		this(Instant.parse("2027-01-15T08:00:00Z"));
	}

	/** A clock that stands at a moment. */
	public SettableClock(Instant now) {
		this.now = now;
	}

	/**
	 * Lets time pass.
	 * @param duration how much of it; below zero where somebody sets a clock back
	 */
	public void advance(Duration duration) {
		this.now = this.now.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
