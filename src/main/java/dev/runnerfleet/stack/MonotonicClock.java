package dev.runnerfleet.stack;

import java.time.Duration;

/** Time for pacing, which nobody can set; tests let it pass as they like. */
public interface MonotonicClock {

	/** The machine's own. */
	MonotonicClock MACHINE = new MonotonicClock() {

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public void pass(Duration duration) {
			try {
				Thread.sleep(duration.toMillis(), duration.getNano() % 1_000_000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	};

	/** Nanoseconds since some moment. */
	long nanos();

	/** Waits; less long if the thread is interrupted. */
	void pass(Duration duration);

}
