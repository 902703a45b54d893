package dev.runnerfleet.sandbox;

import java.time.Clock;

import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the sandbox's AWS in the place of the real one. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration {

	@Bean
	SandboxAws aws(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock,
			SandboxProperties properties) {
		return new SandboxAws(new SandboxStackRows(jdbc, transactions), clock, properties.speed(),
				properties.cacheObjects());
	}

}
