package dev.runnerfleet.fleet.bulk;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says who may act on several fleets. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {

	@Bean
	PathPermissions bulkPermissions() {
		return PathPermissions.of(Role.OPERATOR, "/bulk/**");
	}

}
