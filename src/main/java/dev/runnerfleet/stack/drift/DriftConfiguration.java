package dev.runnerfleet.stack.drift;

import java.time.Clock;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.stack.CallBudget;
import dev.runnerfleet.stack.TrackingProperties;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler compare stacks with their templates, one task for each comparison.
 * The detection is looked up late, as it schedules work itself.
 */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

	@Bean
	CustomTask<Void> detectDrift(ObjectProvider<DriftDetection> detection, Drifts drifts, CallBudget budget,
			Bulkheads bulkheads, TrackingProperties properties, Clock clock) {
		return DriftDetection.TASK.execute(clock, properties::pauseAfterFailure, (id, over) -> {
			UUID driftId = UUID.fromString(id);
			return drifts.place(driftId)
				.flatMap((place) -> bulkheads.step("comparisons", place,
						() -> budget.spend(place, () -> detection.getObject().check(driftId))));
		});
	}

	@Bean
	StepTask.Horizon detectDriftHorizon(TrackingProperties properties) {
		return DriftDetection.TASK.within(properties.longestPause());
	}

}
