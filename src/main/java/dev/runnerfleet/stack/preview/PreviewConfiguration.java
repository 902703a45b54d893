package dev.runnerfleet.stack.preview;

import java.time.Clock;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.stack.CallBudget;
import dev.runnerfleet.stack.TrackingProperties;
import dev.runnerfleet.task.StepTask;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets db-scheduler follow previews, one task for each. */
@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

	@Bean
	CustomTask<Void> followPreview(PreviewTracker tracker, PreviewRows rows, CallBudget budget, Bulkheads bulkheads,
			TrackingProperties properties, Clock clock) {
		return PreviewTasks.TASK.execute(clock, properties::pauseAfterFailure, (id, over) -> {
			UUID previewId = UUID.fromString(id);
			return rows.place(previewId)
				.flatMap((place) -> bulkheads.step("previews", place,
						() -> budget.spend(place, () -> tracker.check(previewId))));
		});
	}

	@Bean
	StepTask.Horizon followPreviewHorizon(TrackingProperties properties) {
		return PreviewTasks.TASK.within(Preview.LIFETIME.plus(properties.longestPause()));
	}

}
