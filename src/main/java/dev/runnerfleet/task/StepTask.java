package dev.runnerfleet.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.runnerfleet.aws.AwsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done step by step, each thing that is worked on by itself and by one
 * replica at a time. As long as there is more to do, there is a row that says so, whoever
 * is killed.
 */
public final class StepTask {

	private static final Logger log = LoggerFactory.getLogger(StepTask.class);

	private final TaskDescriptor<Void> task;

	private StepTask(String name) {
		this.task = TaskDescriptor.of(name);
	}

	/**
	 * A task of a name, under which rows of earlier versions of the portal are found,
	 * too.
	 * @param name its name in the database
	 */
	public static StepTask named(String name) {
		return new StepTask(name);
	}

	/**
	 * What db-scheduler is to run.
	 * @param clock the portal's
	 * @param pauseAfterFailure how long to wait after how many failures in a row
	 * @param step takes the work one step on
	 */
	public CustomTask<Void> execute(Clock clock, IntFunction<Duration> pauseAfterFailure, Step step) {
		return Tasks.custom(this.task)
			.onFailure(again(clock, pauseAfterFailure))
			.onDeadExecutionRevive()
			.execute((instance, context) -> next(clock,
					step.take(instance.getId(), () -> context.getSchedulerState().isShuttingDown())));
	}

	private static CompletionHandler<Void> next(Clock clock, Optional<Duration> pause) {
		return pause
			.<CompletionHandler<Void>>map(
					(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
			.orElseGet(CompletionHandler.OnCompleteRemove::new);
	}

	/** What AWS says is told where people look; anything else is for the log, once. */
	private FailureHandler<Void> again(Clock clock, IntFunction<Duration> pauseAfterFailure) {
		return (complete, operations) -> {
			int before = complete.getExecution().consecutiveFailures;
			complete.getCause()
				.filter((cause) -> before == 0 && !(cause instanceof AwsFailure))
				.ifPresent((cause) -> log.error("Cannot go on with {}; trying again", this.task.getTaskName(), cause));
			operations.reschedule(complete, clock.instant().plus(pauseAfterFailure.apply(before)));
		};
	}

	/**
	 * Begins with something, unless it is being worked on.
	 * @param id what is worked on
	 * @param at when the first step is due
	 * @return whether there was nothing scheduled for it before
	 */
	public boolean begin(SchedulerClient scheduler, String id, Instant at) {
		return scheduler.scheduleIfNotExists(this.task.instance(id).build(), at);
	}

	/** Puts the next step at another moment, unless it is being taken right now. */
	public void reschedule(SchedulerClient scheduler, String id, Instant at) {
		try {
			scheduler.reschedule(id(id), at);
		}
		catch (TaskInstanceException ex) {
			log.debug("{} of {} goes on right now", this.task.getTaskName(), id);
		}
	}

	/** Forgets what was scheduled, unless it is being worked on right now. */
	public void cancel(SchedulerClient scheduler, String id) {
		try {
			scheduler.cancel(id(id));
		}
		catch (TaskInstanceException ex) {
			log.debug("{} of {} goes on right now or is over", this.task.getTaskName(), id);
		}
	}

	/** The key of the row that says what is due of something. */
	public TaskInstanceId id(String id) {
		return this.task.instanceId(id);
	}

	/**
	 * How far ahead a step can lie.
	 * @param farthest what lies farther was scheduled before a clock was set back
	 */
	public Horizon within(Duration farthest) {
		return new Horizon(this.task.getTaskName(), farthest);
	}

	/** Takes the work on something one step on. */
	@FunctionalInterface
	public interface Step {

		/**
		 * Takes one step.
		 * @param id what is worked on
		 * @param over tells to stop, as the portal is about to
		 * @return the pause until the next step, empty if there is nothing more to do
		 */
		Optional<Duration> take(String id, BooleanSupplier over);

	}

	/**
	 * How far ahead the work of a task is ever put off.
	 *
	 * @param task the task's name in the database
	 * @param farthest what lies farther was scheduled before a clock was set back
	 */
	public record Horizon(String task, Duration farthest) {

	}

}
