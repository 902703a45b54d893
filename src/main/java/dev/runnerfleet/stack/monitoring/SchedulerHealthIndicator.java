package dev.runnerfleet.stack.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether this replica still looks for work. Once the scheduler's thread has died or
 * hangs, only a new start helps: so it belongs to liveness. It asks nobody, least of all
 * the database.
 */
@Component
class SchedulerHealthIndicator extends AbstractSchedulerListener implements HealthIndicator {

	/** Many times as long as it waits for a database that is away. */
	private static final Duration SILENCE = Duration.ofMinutes(2);

	private final Clock clock;

	private volatile Instant lookedAt;

	SchedulerHealthIndicator(Clock clock) {
		this.clock = clock;
		this.lookedAt = clock.instant();
	}

	/** A look that fails is one, too: heartbeats alone come from other threads. */
	@Override
	public void onSchedulerEvent(SchedulerEventType event) {
		if (event == SchedulerEventType.RAN_EXECUTE_DUE || event == SchedulerEventType.UNEXPECTED_ERROR) {
			this.lookedAt = this.clock.instant();
		}
	}

	@Override
	public Health health() {
		Instant last = this.lookedAt;
		boolean looks = Duration.between(last, this.clock.instant()).compareTo(SILENCE) < 0;
		return (looks ? Health.up() : Health.down()).withDetail("lookedForWorkAt", last).build();
	}

}
