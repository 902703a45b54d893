package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler work on removals, one task for each that goes on. The driver is
 * looked up late, as it schedules work itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemovalConfiguration.RemovalProperties.class)
class RemovalConfiguration {

	@Bean
	CustomTask<Void> removeFleet(ObjectProvider<RemovalDriver> driver, Removals removals, Bulkheads bulkheads,
			RemovalProperties properties, Clock clock) {
		return RemovalStart.TASK.execute(clock, (failures) -> properties.pause().multipliedBy(5), (id, over) -> {
			UUID removalId = UUID.fromString(id);
			return removals.place(removalId)
				.flatMap((place) -> bulkheads.step("removals", place, () -> driver.getObject().advance(removalId)));
		});
	}

	@Bean
	StepTask.Horizon removeFleetHorizon() {
		return RemovalStart.TASK.within(Duration.ofMinutes(2));
	}

	/**
	 * How a removal waits.
	 *
	 * @param pause between two looks at what goes little by little
	 * @param patience how long one step may go on without an end
	 * @param tokenLost how long a step waits for the token that was given for it: the
	 * portal that has it in memory may have been stopped
	 * @param tokenKept how long a token stays in memory at the most
	 */
	@ConfigurationProperties("portal.removal")
	record RemovalProperties(@DefaultValue("2s") Duration pause, @DefaultValue("15m") Duration patience,
			@DefaultValue("10s") Duration tokenLost, @DefaultValue("2h") Duration tokenKept) {
	}

}
