package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets db-scheduler call the tracker, one task per unfinished operation. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Cadence.class)
class TrackingConfiguration {

	@Bean
	CustomTask<Void> followOperation(Tracker tracker, Cadence cadence, Clock clock) {
		return Tasks.custom(Tracking.TASK)
			.onFailure((complete, operations) -> operations.reschedule(complete,
					clock.instant().plus(cadence.pauseAfterFailure(complete.getExecution().consecutiveFailures))))
			.onDeadExecutionRevive()
			.execute((instance, context) -> {
				Optional<Duration> pause = tracker.check(UUID.fromString(instance.getId()));
				return pause.<CompletionHandler<Void>>map(
						(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
					.orElseGet(CompletionHandler.OnCompleteRemove::new);
			});
	}

}
