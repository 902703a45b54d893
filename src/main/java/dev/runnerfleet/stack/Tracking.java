package dev.runnerfleet.stack;

import java.time.Clock;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Schedules looks at operations in the database itself, so that an intent and its first
 * look are committed together and another replica can take over.
 */
@Component
class Tracking {

	static final TaskDescriptor<Void> TASK = TaskDescriptor.of("follow-operation");

	private static final Logger log = LoggerFactory.getLogger(Tracking.class);

	private final SchedulerClient scheduler;

	private final Cadence cadence;

	private final Clock clock;

	Tracking(SchedulerClient scheduler, Cadence cadence, Clock clock) {
		this.scheduler = scheduler;
		this.cadence = cadence;
		this.clock = clock;
	}

	/**
	 * Looks at a new operation once its call to AWS must have ended, whoever is alive
	 * then.
	 */
	void begin(Operation operation) {
		this.scheduler.scheduleIfNotExists(TASK.instance(operation.id().toString()).build(),
				this.clock.instant().plus(this.cadence.recoverAfter()));
	}

	/** Looks at once; where somebody is looking right now, that will do. */
	void now(UUID operationId) {
		try {
			this.scheduler.reschedule(id(operationId), this.clock.instant());
		}
		catch (TaskInstanceException ex) {
			log.debug("Operation {} is being looked at or over", operationId);
		}
	}

	void end(UUID operationId) {
		this.scheduler.cancel(id(operationId));
	}

	private static TaskInstanceId id(UUID operationId) {
		return TASK.instanceId(operationId.toString());
	}

}
