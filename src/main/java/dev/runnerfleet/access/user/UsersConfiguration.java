package dev.runnerfleet.access.user;

import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows administrators, and nobody else, the way to the users' page. */
@Configuration(proxyBeanMethods = false)
class UsersConfiguration {

	@Bean
	NavItem usersItem() {
		return new NavItem("Users", "people", "/users", Role.ADMIN, 90);
	}

	@Bean
	PathPermissions usersPermissions() {
		return PathPermissions.of(Role.ADMIN, "/users/**");
	}

}
