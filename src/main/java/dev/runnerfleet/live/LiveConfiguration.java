package dev.runnerfleet.live;

import java.util.concurrent.Executor;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Switches scheduling on for the pings and the tails, and gives the streams their
 * threads.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

	private static final int THREADS = 64;

	/**
	 * Wide, as a browser that reads nothing holds its thread until the connection breaks.
	 */
	@Bean(defaultCandidate = false)
	Executor liveExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(THREADS);
		executor.setAllowCoreThreadTimeOut(true);
		executor.setThreadNamePrefix("live-");
		executor.setDaemon(true);
		// The last word is sent when the portal stops.
		executor.setAcceptTasksAfterContextClose(true);
		return executor;
	}

}
