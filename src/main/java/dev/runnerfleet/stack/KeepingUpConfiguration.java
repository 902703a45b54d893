package dev.runnerfleet.stack;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets db-scheduler sweep at its pace, one replica at a time. */
@Configuration(proxyBeanMethods = false)
class KeepingUpConfiguration {

	@Bean
	RecurringTask<Void> sweepStacks(Sweep sweep, Cadence cadence) {
		return Tasks.recurring("sweep-stacks", FixedDelay.of(cadence.sweep()))
			.execute((instance, context) -> sweep.look());
	}

}
