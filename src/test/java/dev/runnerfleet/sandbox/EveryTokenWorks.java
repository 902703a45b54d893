package dev.runnerfleet.sandbox;

import dev.runnerfleet.sandbox.manager.KnownRunners;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Lets every launch in the sandbox go well whatever its token, for tests of something
 * else.
 */
@TestConfiguration(proxyBeanMethods = false)
public class EveryTokenWorks {

	@Bean
	@Primary
	KnownRunners everyRunner() {
		return (token) -> true;
	}

}
