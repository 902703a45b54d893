package dev.runnerfleet.stack.retention;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets one replica at a time forget what is old. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

	@Bean
	RecurringTask<Void> keepEvents(ObjectProvider<EventRetention> retention,
			@Value("${portal.tidy:10m}") Duration pause) {
		return Tasks.recurring("keep-events", FixedDelay.of(pause))
			.execute((instance, context) -> retention.getObject()
				.tidy(() -> context.getSchedulerState().isShuttingDown()));
	}

}
