package dev.runnerfleet.fleet.dashboard;

import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dashboard into the navigation. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

	@Bean
	NavItem fleetsItem() {
		return new NavItem("Fleets", "hdd-stack", "/", Role.VIEWER, 10);
	}

	@Bean
	PathPermissions dashboardPermissions() {
		return PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/")
			.then(PathPermissions.of(Role.VIEWER, "/views", "/views/*/rename", "/views/*/remove"))
			.then(PathPermissions.everybody("/images/**"));
	}

}
