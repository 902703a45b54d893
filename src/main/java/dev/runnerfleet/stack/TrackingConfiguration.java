package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.runnerfleet.aws.AwsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets db-scheduler call the trackers, one task for each thing that they follow. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Cadence.class)
class TrackingConfiguration {

	private static final Logger log = LoggerFactory.getLogger(TrackingConfiguration.class);

	@Bean
	CustomTask<Void> followOperation(Tracker tracker, Cadence cadence, Clock clock) {
		return following(Tracking.TASK, tracker::check, cadence, clock);
	}

	@Bean
	CustomTask<Void> followPreview(PreviewTracker tracker, Cadence cadence, Clock clock) {
		return following(PreviewTasks.TASK, tracker::check, cadence, clock);
	}

	private static CustomTask<Void> following(TaskDescriptor<Void> task, Function<UUID, Optional<Duration>> look,
			Cadence cadence, Clock clock) {
		return Tasks.custom(task).onFailure((complete, operations) -> {
			int before = complete.getExecution().consecutiveFailures;
			complete.getCause()
				.filter((cause) -> before == 0 && !(cause instanceof AwsFailure))
				.ifPresent((cause) -> log.error("Cannot {}; trying again", task.getTaskName(), cause));
			operations.reschedule(complete, clock.instant().plus(cadence.pauseAfterFailure(before)));
		}).onDeadExecutionRevive().execute((instance, context) -> {
			Optional<Duration> pause = look.apply(UUID.fromString(instance.getId()));
			return pause
				.<CompletionHandler<Void>>map(
						(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
				.orElseGet(CompletionHandler.OnCompleteRemove::new);
		});
	}

}
