package dev.runnerfleet.fleet.preflight.permission;

import dev.runnerfleet.aws.permission.Permissions;
import dev.runnerfleet.fleet.preflight.Check;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the check of permissions. */
@Configuration(proxyBeanMethods = false)
class PermissionConfiguration {

	@Bean
	Check permissionCheck(Permissions permissions) {
		return new PermissionCheck(permissions);
	}

}
