package dev.runnerfleet.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.aws.Lanes;
import dev.runnerfleet.task.StepTask;

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

	@Bean
	CustomTask<Void> removeFleet(ObjectProvider<RemovalDriver> driver, Removals removals, Lanes lanes,
			RemovalProperties properties, Clock clock) {
		return RemovalTask.TASK.execute(clock, (failures) -> properties.pause().multipliedBy(5), (id, over) -> {
			UUID removalId = UUID.fromString(id);
			return removals.region(removalId)
				.flatMap((region) -> lanes.step("removals", region, () -> driver.getObject().advance(removalId)));
		});
	}

	@Bean
	StepTask.Horizon removeFleetHorizon() {
		return RemovalTask.TASK.within(Duration.ofMinutes(2));
	}

}
