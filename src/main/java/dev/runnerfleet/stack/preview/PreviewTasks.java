package dev.runnerfleet.stack.preview;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.task.StepTask;
import dev.runnerfleet.stack.TrackingProperties;

import org.springframework.stereotype.Component;

/**
 * Schedules looks at previews in the database itself. As long as something of a preview
 * may be left in AWS there is a task, whoever is killed.
 */
@Component
class PreviewTasks {

	static final StepTask TASK = StepTask.named("follow-preview");

	private final SchedulerClient scheduler;

	private final TrackingProperties properties;

	private final Clock clock;

	PreviewTasks(SchedulerClient scheduler, TrackingProperties properties, Clock clock) {
		this.scheduler = scheduler;
		this.properties = properties;
		this.clock = clock;
	}

	/** Looks once the call to AWS must have ended, whoever is alive then. */
	void begin(UUID previewId) {
		look(previewId, this.clock.instant().plus(this.properties.recoverAfter()));
	}

	void now(UUID previewId) {
		look(previewId, this.clock.instant());
	}

	void end(UUID previewId) {
		TASK.cancel(this.scheduler, previewId.toString());
	}

	private void look(UUID previewId, Instant at) {
		if (!TASK.begin(this.scheduler, previewId.toString(), at)) {
			TASK.reschedule(this.scheduler, previewId.toString(), at);
		}
	}

}
