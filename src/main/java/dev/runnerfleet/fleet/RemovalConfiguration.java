package dev.runnerfleet.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.runnerfleet.aws.Lanes;
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
	CustomTask<Void> removeFleet(ObjectProvider<RemovalDriver> driver, Removals removals, Lanes lanes,
			RemovalProperties properties, Clock clock) {
		return Tasks.custom(RemovalTask.TASK).onFailure((complete, operations) -> {
			complete.getCause()
				.filter((cause) -> complete.getExecution().consecutiveFailures == 0)
				.ifPresent((cause) -> log.error("Cannot go on with a removal; trying again", cause));
			operations.reschedule(complete, clock.instant().plus(properties.pause().multipliedBy(5)));
		}).onDeadExecutionRevive().execute((instance, context) -> {
			UUID id = UUID.fromString(instance.getId());
			Optional<Duration> pause = removals.region(id)
				.flatMap((region) -> lanes.step("removals", region, () -> driver.getObject().advance(id)));
			return pause
				.<CompletionHandler<Void>>map(
						(next) -> (complete, operations) -> operations.reschedule(complete, clock.instant().plus(next)))
				.orElseGet(CompletionHandler.OnCompleteRemove::new);
		});
	}

}
