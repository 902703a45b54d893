package dev.runnerfleet.network;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets everybody see what there is to choose from. */
@Configuration(proxyBeanMethods = false)
class NetworkConfiguration {

	@Bean
	PathPermissions networkPermissions() {
		return PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/api/v1/network/**");
	}

}
