package dev.runnerfleet.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.runnerfleet.RunnerFleetPortal;
import dev.runnerfleet.stack.MonotonicClock;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;

/**
 * The whole portal, its sandbox and the sandbox's GitLab, whose work is done by the test
 * and whose time passes only while it waits for something: see {@link PlayedTime}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = RunnerFleetPortal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:played;DB_CLOSE_DELAY=-1", "portal.live.tick=1h",
				"portal.live.ping=1h", "portal.tidy=1h", "portal.tracking.calls-per-second=1000",
				"portal.tracking.guard=1h", "portal.preflight.patience=1m", "portal.aws.pages.timeout=1m",
				"portal.aws.pages.before-sending=1m", "db-scheduler.polling-interval=1h",
				"db-scheduler.heartbeat-interval=1h", "db-scheduler.immediate-execution-enabled=false" })
@ActiveProfiles("sandbox")
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@Import(PlayedPortal.Time.class)
@interface PlayedPortal {

	/** One time for the portal, for AWS and for whoever waits. */
	@TestConfiguration(proxyBeanMethods = false)
	class Time {

		@Bean
		@Primary
		PlayedTime.Clock playedClock() {
			return new PlayedTime.Clock();
		}

		@Bean
		@Primary
		MonotonicClock playedMonotonicClock(PlayedTime.Clock clock) {
			return clock.waiting();
		}

		@Bean
		PlayedTime playedTime(PlayedTime.Clock clock, DataSource dataSource, List<Task<?>> tasks) {
			return new PlayedTime(clock, dataSource, tasks);
		}

	}

}
