package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.task.StepTask;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets db-scheduler ask the machines, one task for each operation, in a room of its own
 * for each region. The reader is looked up late, as it needs what schedules work itself.
 */
@Configuration(proxyBeanMethods = false)
class AutopsyConfiguration {

	@Bean
	CustomTask<Void> readManagerLog(ObjectProvider<AutopsyReader> reader, ObjectProvider<Autopsies> autopsies,
			Bulkheads bulkheads, Clock clock) {
		return AutopsyTask.TASK.execute(clock, AutopsyConfiguration::pause, (id, over) -> {
			AutopsyTask.Asked asked = AutopsyTask.Asked.of(id);
			return autopsies.getObject()
				.place(asked.operationId(), asked.at())
				.flatMap((place) -> bulkheads.step("logs", place, () -> reader.getObject().look(asked.operationId())));
		});
	}

	@Bean
	StepTask.Horizon readManagerLogHorizon() {
		return AutopsyTask.TASK.within(LookTimes.LONGEST.plusMinutes(1));
	}

	/** After so many failures in a row. */
	private static Duration pause(int failures) {
		return Duration.ofSeconds(15L << Math.min(failures, 6));
	}

}
