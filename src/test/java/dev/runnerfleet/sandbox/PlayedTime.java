package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.runnerfleet.stack.MonotonicClock;

/**
 * Does what is due in a {@link PlayedPortal}, again and again, and lets its time pass in
 * between: half an hour of a fleet's life is over in no time, in the same order each
 * time.
 */
class PlayedTime {

	private static final Duration STEP = Duration.ofSeconds(5);

	private final Clock clock;

	private final SettableClock due = new SettableClock();

	private final ManualScheduler scheduler;

	PlayedTime(Clock clock, DataSource dataSource, List<Task<?>> tasks) {
		this.clock = clock;
		this.scheduler = TestHelper.createManualScheduler(dataSource, tasks).clock(this.due).build();
	}

	/** Lets some time pass with all that the portal does in it. */
	void pass(Duration duration) {
		Instant end = this.clock.instant().plus(duration);
		while (this.clock.instant().isBefore(end)) {
			this.clock.advance(STEP);
			while (isSomethingDue()) {
				this.due.set(this.clock.instant());
				this.scheduler.runAnyDueExecutions();
			}
		}
	}

	private boolean isSomethingDue() {
		return this.scheduler.getScheduledExecutions()
			.stream()
			.anyMatch((execution) -> !execution.isPicked()
					&& !execution.getExecutionTime().isAfter(this.clock.instant()));
	}

	/** Stands still until somebody waits. */
	static final class Clock extends java.time.Clock {

		private static final Instant BEGIN = Instant.parse("2027-03-02T08:00:00Z");

		private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

		void advance(Duration duration) {
			this.now.updateAndGet((now) -> now.plus(duration));
		}

		/** Whoever waits lets time pass for everybody. */
		MonotonicClock waiting() {
			return new MonotonicClock() {

				@Override
				public long nanos() {
					return Duration.between(BEGIN, instant()).toNanos();
				}

				@Override
				public void pass(Duration duration) {
					// What others do takes a moment of the machine's own time.
					LockSupport.parkNanos(100_000);
					advance(duration);
				}

			};
		}

		@Override
		public Instant instant() {
			return this.now.get();
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public java.time.Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
