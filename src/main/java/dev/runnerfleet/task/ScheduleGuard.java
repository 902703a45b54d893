package dev.runnerfleet.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings back what lies farther ahead than anything is ever put off: it was scheduled
 * before somebody set a clock back, and would otherwise wait until that has caught up.
 */
@Component
class ScheduleGuard {

	private static final Logger log = LoggerFactory.getLogger(ScheduleGuard.class);

	private final List<StepTask.Horizon> horizons;

	private final JdbcClient jdbc;

	private final Clock clock;

	ScheduleGuard(List<StepTask.Horizon> horizons, JdbcClient jdbc, Clock clock) {
		this.horizons = List.copyOf(horizons);
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Scheduled(fixedDelayString = "${portal.tracking.guard:30s}")
	void look() {
		Instant now = this.clock.instant();
		this.horizons.forEach((horizon) -> bringBack(horizon, now));
		this.jdbc.sql("update scheduled_tasks set last_heartbeat = ? where picked = true and last_heartbeat > ?")
			.params(now.atOffset(ZoneOffset.UTC), now.plus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC))
			.update();
	}

	private void bringBack(StepTask.Horizon horizon, Instant now) {
		int brought = this.jdbc.sql("""
				update scheduled_tasks set execution_time = :now, version = version + 1
				where task_name = :task and picked = false and execution_time > :farthest""")
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("task", horizon.task())
			.param("farthest", now.plus(horizon.farthest()).atOffset(ZoneOffset.UTC))
			.update();
		if (brought > 0) {
			log.info("{} of {} lay too far ahead: a clock was set back", brought, horizon.task());
		}
	}

}
