package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

	private final Map<String, Duration> farthest;

	private final JdbcClient jdbc;

	private final Clock clock;

	ScheduleGuard(JdbcClient jdbc, Cadence cadence, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
		Duration retry = cadence.retryAtMost().plus(cadence.recoverAfter()).plusSeconds(30);
		this.farthest = Map.of(Tracking.TASK.getTaskName(), retry, Sweep.TASK.getTaskName(), Duration.ofMinutes(6),
				"sweep-stacks", cadence.sweep().multipliedBy(2), DriftDetection.TASK.getTaskName(), retry,
				PreviewTasks.TASK.getTaskName(), Preview.LIFETIME.plus(retry), "remove-fleet", Duration.ofMinutes(2));
	}

	@Scheduled(fixedDelayString = "${portal.tracking.guard:30s}")
	void look() {
		Instant now = this.clock.instant();
		this.farthest.forEach((task, farthest) -> {
			int brought = this.jdbc.sql("""
					update scheduled_tasks set execution_time = :now, version = version + 1
					where task_name = :task and picked = false and execution_time > :farthest""")
				.param("now", Rows.sql(now))
				.param("task", task)
				.param("farthest", Rows.sql(now.plus(farthest)))
				.update();
			if (brought > 0) {
				log.info("{} of {} lay too far ahead: a clock was set back", brought, task);
			}
		});
		this.jdbc.sql("update scheduled_tasks set last_heartbeat = ? where picked = true and last_heartbeat > ?")
			.params(Rows.sql(now), Rows.sql(now.plus(Duration.ofMinutes(1))))
			.update();
	}

}
