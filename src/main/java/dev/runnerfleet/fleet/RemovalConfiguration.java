package dev.runnerfleet.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler work on removals, one task for each that goes on. The driver is
 * looked up late, as it schedules work itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemovalProperties.class)
class RemovalConfiguration {

	private static final Logger log = LoggerFactory.getLogger(RemovalConfiguration.class);

	@Bean
	CustomTask<Void> removeFleet(ObjectProvider<RemovalDriver> driver, RemovalProperties properties, Clock clock) {
		return Tasks.custom(RemovalTask.TASK).onFailure((complete, operations) -> {
			complete.getCause()
				.filter((cause) -> complete.getExecution().consecutiveFailures == 0)
				.ifPresent((cause) -> log.error("Cannot go on with a removal; trying again", cause));
			operations.reschedule(complete, clock.instant().plus(properties.pause().multipliedBy(5)));
		}).onDeadExecutionRevive().execute((instance, context) -> {
			Optional<Duration> pause = driver.getObject().advance(UUID.fromString(instance.getId()));
			return pause
				.<CompletionHandler<Void>>map(
						(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
				.orElseGet(CompletionHandler.OnCompleteRemove::new);
		});
	}

}
