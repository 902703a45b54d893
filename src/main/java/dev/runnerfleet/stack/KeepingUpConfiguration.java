package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.aws.AwsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler sweep and compare at their pace, one replica at a time. The scheduler
 * knows its tasks before there is anything that schedules some, hence the provider.
 */
@Configuration(proxyBeanMethods = false)
class KeepingUpConfiguration {

	private static final Logger log = LoggerFactory.getLogger(KeepingUpConfiguration.class);

	@Bean
	RecurringTask<Void> sweepStacks(ObjectProvider<Sweep> sweep, Cadence cadence) {
		return Tasks.recurring("sweep-stacks", FixedDelay.of(cadence.sweep()))
			.execute((instance, context) -> sweep.getObject().look());
	}

	@Bean
	CustomTask<Void> detectDrift(ObjectProvider<DriftDetection> detection, Cadence cadence, Clock clock) {
		return Tasks.custom(DriftDetection.TASK).onFailure((complete, operations) -> {
			int before = complete.getExecution().consecutiveFailures;
			complete.getCause()
				.filter((cause) -> before == 0 && !(cause instanceof AwsFailure))
				.ifPresent((cause) -> log.error("Cannot compare a stack with its template; trying again", cause));
			operations.reschedule(complete, clock.instant().plus(cadence.pauseAfterFailure(before + 1)));
		}).onDeadExecutionRevive().execute((instance, context) -> {
			Optional<Duration> pause = detection.getObject().check(UUID.fromString(instance.getId()));
			return pause
				.<CompletionHandler<Void>>map(
						(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
				.orElseGet(CompletionHandler.OnCompleteRemove::new);
		});
	}

}
