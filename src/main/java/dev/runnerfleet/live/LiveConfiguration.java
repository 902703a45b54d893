package dev.runnerfleet.live;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches scheduling on for the pings and the tails. */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
class LiveConfiguration {

}
