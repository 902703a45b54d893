package dev.runnerfleet.stack;

import java.time.Duration;

import dev.runnerfleet.SettableClock;

/** Time that passes when somebody waits for it, and takes none. */
public class PassingClock implements MonotonicClock {

	private final SettableClock clock;

	/** What happens as soon as time has passed, before whoever waited goes on. */
	Runnable passed = () -> {
	};

	private long nanos;

	public PassingClock(SettableClock clock) {
		this.clock = clock;
	}

	@Override
	public long nanos() {
		return this.nanos;
	}

	@Override
	public void pass(Duration duration) {
		this.nanos += duration.toNanos();
		this.clock.advance(duration);
		this.passed.run();
	}

}
