package dev.runnerfleet.stack;

import java.time.Duration;

/** Time that passes when somebody waits for it, and takes none. */
class PassingTime implements SteadyTime {

	private final StackFixture.SettableClock clock;

	private long nanos;

	PassingTime(StackFixture.SettableClock clock) {
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
	}

}
