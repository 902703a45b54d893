package dev.runnerfleet.sandbox;

import java.time.Clock;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxConfigurationTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(SandboxConfiguration.class)
		.withBean(Clock.class, () -> this.sandbox.clock)
		.withBean(KnownRunners.class, () -> (token) -> true)
		.withBean(JdbcClient.class, () -> this.sandbox.jdbc)
		.withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(this.sandbox.dataSource));

	@Test
	void theSandboxTakesThePlaceOfAwsOnlyWhereItIsAskedFor() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(Aws.class));
		this.application.withPropertyValues("spring.profiles.active=sandbox")
			.run((context) -> assertThat(context).hasSingleBean(Aws.class));
	}

	@Test
	void aSpeedThatIsNoneIsRefused() {
		this.application.withPropertyValues("spring.profiles.active=sandbox", "sandbox.speed=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("sandbox.speed must be a number above 0"));
	}

}
