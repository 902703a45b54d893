package dev.runnerfleet.stack.trial;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.stack.CallBudget;
import dev.runnerfleet.stack.TrackingProperties;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets db-scheduler remove what is left of trials, one task for each. */
@Configuration(proxyBeanMethods = false)
class TrialConfiguration {

	/** The scheduler knows its tasks before there is anything that schedules some. */
	@Bean
	CustomTask<Void> removeTrial(ObjectProvider<TrialTasks> tasks, TrialRows rows, CallBudget budget,
			TrackingProperties properties, Clock clock) {
		return TrialTasks.TASK.execute(clock, properties::pauseAfterFailure, (id, over) -> {
			UUID trial = UUID.fromString(id);
			return rows.find(trial)
				.flatMap((found) -> budget.spend(found.place(), () -> tasks.getObject().step(trial)));
		});
	}

	@Bean
	StepTask.Horizon removeTrialHorizon(TrackingProperties properties) {
		return TrialTasks.TASK.within(Duration.ofMinutes(10).plus(properties.longestPause()));
	}

}
