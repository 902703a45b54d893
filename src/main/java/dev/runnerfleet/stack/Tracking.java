package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
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

	/** Puts the first look off once more, before a call to AWS that begins only now. */
	void postpone(UUID operationId) {
		look(operationId, this.clock.instant().plus(this.cadence.recoverAfter()));
	}

	/** Looks at once, even if the operation had been given up. */
	void now(UUID operationId) {
		look(operationId, this.clock.instant());
	}

	/** What AWS carries out after all is followed at once, too. */
	@EventListener
	void arrived(OperationArrived event) {
		now(event.operation().id());
	}

	/** Where somebody is looking right now, that will do. */
	private void look(UUID operationId, Instant at) {
		try {
			if (!this.scheduler.scheduleIfNotExists(TASK.instance(operationId.toString()).build(), at)) {
				this.scheduler.reschedule(id(operationId), at);
			}
		}
		catch (TaskInstanceException ex) {
			log.debug("Operation {} is being looked at", operationId);
		}
	}

	void end(UUID operationId) {
		try {
			this.scheduler.cancel(id(operationId));
		}
		catch (TaskInstanceException ex) {
			log.debug("Operation {} is being looked at or over", operationId);
		}
	}

	private static TaskInstanceId id(UUID operationId) {
		return TASK.instanceId(operationId.toString());
	}

}
