package dev.runnerfleet.fleet.preflight.opinion;

import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.stack.trial.Trials;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks AWS for its opinion where somebody wants that. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpinionProperties.class)
class OpinionConfiguration {

	@Bean
	@ConditionalOnProperty("portal.preflight.change-set")
	Check opinionCheck(Trials trials, OpinionProperties properties) {
		return new OpinionCheck(trials, properties.patience());
	}

}
