package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.runnerfleet.aws.Lanes;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler sweep and compare at their pace, each region by itself and one
 * replica at a time. The scheduler knows its tasks before there is anything that
 * schedules some, hence the provider.
 */
@Configuration(proxyBeanMethods = false)
class KeepingUpConfiguration {

	@Bean
	RecurringTask<Void> sweepStacks(ObjectProvider<Sweep> sweep, Cadence cadence, Clock clock) {
		return Tasks.recurring("sweep-stacks", FixedDelay.of(cadence.sweep()))
			.execute((instance, context) -> sweep.getObject()
				.regions()
				.forEach((region) -> context.getSchedulerClient()
					.scheduleIfNotExists(Sweep.TASK.instance(region).build(), clock.instant())));
	}

	@Bean
	OneTimeTask<Void> sweepRegion(ObjectProvider<Sweep> sweep, Budget budget) {
		return Tasks.oneTime(Sweep.TASK).execute((instance, context) -> budget.spend(instance.getId(), () -> {
			sweep.getObject().look(instance.getId());
			return true;
		}));
	}

	@Bean
	CustomTask<Void> detectDrift(ObjectProvider<DriftDetection> detection, Drifts drifts, Budget budget, Lanes lanes,
			Cadence cadence, Clock clock) {
		return Tasks.custom(DriftDetection.TASK)
			.onFailure(TrackingConfiguration.again("compare a stack with its template", cadence, clock))
			.onDeadExecutionRevive()
			.execute((instance, context) -> {
				UUID id = UUID.fromString(instance.getId());
				Optional<Duration> pause = drifts.region(id)
					.flatMap((region) -> lanes.step("comparisons", region,
							() -> budget.spend(region, () -> detection.getObject().check(id))));
				return TrackingConfiguration.next(pause, clock);
			});
	}

}
