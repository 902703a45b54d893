package dev.runnerfleet.fleet.page;

import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this module's pages into the navigation. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {

	@Bean
	NavItem launchItem() {
		return new NavItem("Launch", "rocket-takeoff", "/fleets/new", Role.OPERATOR, 20);
	}

	/**
	 * To ask about a job changes nothing. Every other page below a fleet's leads to a
	 * change of it.
	 */
	@Bean
	PathPermissions fleetPermissions() {
		return PathPermissions.of(Role.VIEWER, "/fleets/*/job", "/fleets/*/jobs")
			.then(PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/fleets/*/live", "/fleets/*/activity",
					"/fleets/*/log", "/fleets/*/log/lines", "/fleets/*/resources", "/fleets/*/settings"))
			.then(PathPermissions.of(Role.OPERATOR, "/fleets/new/**", "/fleets/adopt/**", "/fleets/*/*/**"))
			.then(PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/live", "/fleets/*", "/api/v1/fleets/**",
					"/api/v1/blueprints"));
	}

}
