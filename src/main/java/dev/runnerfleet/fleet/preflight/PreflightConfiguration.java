package dev.runnerfleet.fleet.preflight;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the checks of all modules together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PreflightProperties.class)
class PreflightConfiguration {

	@Bean
	Preflight preflight(ObjectProvider<Check> checks, PreflightProperties properties) {
		return new Preflight(checks.orderedStream().toList(), properties.patience());
	}

}
