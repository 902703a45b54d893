package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Schedules looks at previews in the database itself. As long as something of a preview
 * may be left in AWS there is a task, whoever is killed.
 */
@Component
class PreviewTasks {

	static final TaskDescriptor<Void> TASK = TaskDescriptor.of("follow-preview");

	private static final Logger log = LoggerFactory.getLogger(PreviewTasks.class);

	private final SchedulerClient scheduler;

	private final Cadence cadence;

	private final Clock clock;

	PreviewTasks(SchedulerClient scheduler, Cadence cadence, Clock clock) {
		this.scheduler = scheduler;
		this.cadence = cadence;
		this.clock = clock;
	}

	/** Looks once the call to AWS must have ended, whoever is alive then. */
	void begin(UUID previewId) {
		look(previewId, this.clock.instant().plus(this.cadence.recoverAfter()));
	}

	void now(UUID previewId) {
		look(previewId, this.clock.instant());
	}

	void end(UUID previewId) {
		try {
			this.scheduler.cancel(TASK.instanceId(previewId.toString()));
		}
		catch (TaskInstanceException ex) {
			log.debug("Preview {} is being looked at or over", previewId);
		}
	}

	private void look(UUID previewId, Instant at) {
		try {
			if (!this.scheduler.scheduleIfNotExists(TASK.instance(previewId.toString()).build(), at)) {
				this.scheduler.reschedule(TASK.instanceId(previewId.toString()), at);
			}
		}
		catch (TaskInstanceException ex) {
			log.debug("Preview {} is being looked at", previewId);
		}
	}

}
