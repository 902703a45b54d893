package dev.runnerfleet.sandbox.console;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Opens the console's page to operators. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConsoleConfiguration {

	@Bean
	PathPermissions sandboxConsolePermissions() {
		return PathPermissions.of(Role.OPERATOR, "/sandbox/aws/**");
	}

}
