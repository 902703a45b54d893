package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler work on moves, one task for each that goes on. The driver is looked
 * up late, as it schedules work itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MoveConfiguration.MoveProperties.class)
class MoveConfiguration {

	static final StepTask TASK = StepTask.named("move-fleet");

	@Bean
	CustomTask<Void> moveFleet(ObjectProvider<MoveDriver> driver, MoveProperties properties, Clock clock) {
		return TASK.execute(clock, (failures) -> properties.pause().multipliedBy(5),
				(id, over) -> driver.getObject().advance(id));
	}

	@Bean
	StepTask.Horizon moveFleetHorizon() {
		return TASK.within(Duration.ofMinutes(10));
	}

	/**
	 * How a move waits.
	 *
	 * @param pause between two looks at its fleets
	 * @param proof how long the second fleet may take to prove that it works, once AWS
	 * has made it
	 * @param launchAsked how long the launch of the second fleet may take to be recorded
	 */
	@ConfigurationProperties("portal.move")
	record MoveProperties(@DefaultValue("5s") Duration pause, @DefaultValue("30m") Duration proof,
			@DefaultValue("5m") Duration launchAsked) {

	}

}
