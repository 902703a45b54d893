package dev.runnerfleet.stack.trial;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.stack.TrackingProperties;
import dev.runnerfleet.task.StepTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Sees to it that nothing is left of a trial in AWS. As long as something may be, there
 * is a row that says so.
 */
@Component
class TrialTasks {

	static final StepTask TASK = StepTask.named("remove-trial");

	private static final Logger log = LoggerFactory.getLogger(TrialTasks.class);

	/** How long AWS is asked for what it does not let the portal see or remove. */
	private static final Duration PATIENCE = Duration.ofDays(1);

	private static final Duration SOON = Duration.ofSeconds(5);

	private final SchedulerClient scheduler;

	private final TrialRows rows;

	private final TrialCalls calls;

	private final TrackingProperties properties;

	private final Clock clock;

	TrialTasks(SchedulerClient scheduler, TrialRows rows, TrialCalls calls, TrackingProperties properties,
			Clock clock) {
		this.scheduler = scheduler;
		this.rows = rows;
		this.calls = calls;
		this.properties = properties;
		this.clock = clock;
	}

	/** Removes it once whoever asks must have ended, whoever is alive then. */
	void begin(Trial trial, Duration patience) {
		TASK.begin(this.scheduler, trial.id().toString(),
				this.clock.instant().plus(patience).plus(this.properties.recoverAfter()));
	}

	void soon(Trial trial) {
		TASK.reschedule(this.scheduler, trial.id().toString(), this.clock.instant().plus(SOON));
	}

	/**
	 * Looks once whether something is left, and removes it. What somebody has carried out
	 * by hand meanwhile is theirs.
	 * @return the pause until the next look, empty if nothing is left
	 */
	Optional<Duration> step(UUID id) {
		Trial trial = this.rows.find(id).orElse(null);
		if (trial == null) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		try {
			return step(trial, now);
		}
		catch (AwsFailure ex) {
			if (now.isBefore(trial.begunAt().plus(PATIENCE))) {
				throw ex;
			}
			log.warn("Whether {} in {} is gone is not known: {}", trial.stackName(), trial.place(), ex.title());
			this.rows.delete(id);
			return Optional.empty();
		}
	}

	private Optional<Duration> step(Trial trial, Instant now) {
		String status = this.calls.status(trial).orElse("");
		Instant unheard = trial.begunAt().plus(this.properties.recoverAfter());
		if (status.isEmpty() && now.isBefore(unheard)) {
			return Optional.of(Duration.between(now, unheard));
		}
		if (status.equals("REVIEW_IN_PROGRESS")) {
			this.calls.delete(trial);
			return Optional.of(SOON);
		}
		if (status.equals("DELETE_IN_PROGRESS")) {
			return Optional.of(SOON);
		}
		if (!status.isEmpty()) {
			log.warn("The stack {} in {} stays, as it is {}", trial.stackName(), trial.place(), status);
		}
		this.rows.delete(trial.id());
		return Optional.empty();
	}

}
