package dev.runnerfleet.access.account;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens everybody's own account to them. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

	@Bean
	PathPermissions accountPermissions() {
		return PathPermissions.of(Role.VIEWER, "/account/**");
	}

}
