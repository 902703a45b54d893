package dev.runnerfleet.fleet;

import java.time.Clock;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.task.StepTask;

import org.springframework.stereotype.Component;

/**
 * Schedules the work on a removal in the database, so that it is committed together with
 * the intent and any replica can go on with it.
 */
@Component
class RemovalTask {

	static final StepTask TASK = StepTask.named("remove-fleet");

	private final SchedulerClient scheduler;

	private final Clock clock;

	RemovalTask(SchedulerClient scheduler, Clock clock) {
		this.scheduler = scheduler;
		this.clock = clock;
	}

	void begin(UUID removalId) {
		TASK.begin(this.scheduler, removalId.toString(), this.clock.instant());
	}

}
