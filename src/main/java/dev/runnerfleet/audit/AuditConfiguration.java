package dev.runnerfleet.audit;

import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this module's page into the navigation. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

	@Bean
	NavItem auditItem() {
		return new NavItem("Audit", "/audit", Role.ADMIN, 95);
	}

	@Bean
	PathPermissions auditPermissions() {
		return PathPermissions.of(Role.ADMIN, "/audit/**", "/audit.csv", "/api/v1/audit/**");
	}

}
