package dev.runnerfleet.sandbox;

import java.time.Clock;
import java.util.Set;

import dev.runnerfleet.access.TrialUsers;
import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.web.PageExtra;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Puts the sandbox's AWS in the place of the real one, lets everybody in who wants to try
 * it, and says on the pages what can be tried.
 */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration {

	/** Of "sandbox"; made once, because making it is slow on purpose. */
	private static final String PASSWORD_HASH = "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=19456,t=2,p=1"
			+ "$/ZCxQRNggmawGydvxOf/dw$vDsivvoW67JoKSTOjGW6dsZD2fraUkuQceHt+upoLH4";

	@Bean
	SandboxAws aws(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, SandboxProperties properties,
			KnownRunners gitlab) {
		return new SandboxAws(new SandboxStackRows(jdbc, transactions), clock, properties.speed(),
				properties.cacheObjects(), gitlab);
	}

	@Bean
	SandboxStrangers strangers(SandboxAws aws, SandboxProperties properties, Environment environment) {
		return new SandboxStrangers(aws, properties.strangers(),
				() -> "http://127.0.0.1:%s%s/sandbox/gitlab/".formatted(
						environment.getProperty("local.server.port", "8080"),
						environment.getProperty("server.servlet.context-path", "")));
	}

	@Bean
	TrialUsers sandboxUsers() {
		return new TrialUsers(PASSWORD_HASH, "sign in as admin / sandbox");
	}

	@Bean
	PageExtra sandboxExtra() {
		return new PageExtra("sandbox/extras", Set.of("banner", "login", "launch", "tokens", "reading"));
	}

}
