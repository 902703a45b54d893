package dev.runnerfleet.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;

import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A portal over a sandbox whose time is the test's: a {@link SandboxTime} is there to be
 * injected.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles("sandbox")
@Import(TimedSandbox.Configuration.class)
@ExtendWith(TimedSandbox.Release.class)
public @interface TimedSandbox {

	/** Puts itself before the sandbox that goes by the portal's clock. */
	@TestConfiguration(proxyBeanMethods = false)
	class Configuration {

		@Bean
		SandboxTime sandboxTime(Clock clock, JdbcClient jdbc, PlatformTransactionManager transactions,
				SandboxProperties properties, KnownRunners gitlab) {
			return new SandboxTime(clock, new SandboxStackRows(jdbc, transactions), properties, gitlab);
		}

		@Bean
		@Primary
		SandboxAws timedAws(SandboxTime time) {
			return time.aws();
		}

	}

	/** Leaves no time held to the next test. */
	class Release implements AfterEachCallback {

		@Override
		public void afterEach(ExtensionContext context) {
			SpringExtension.getApplicationContext(context).getBean(SandboxTime.class).goOn();
		}

	}

}
