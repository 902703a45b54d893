package dev.runnerfleet.fleet.page;

import dev.runnerfleet.web.NavItem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this module's pages into the navigation. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {

	@Bean
	NavItem fleetsItem() {
		return new NavItem("Fleets", "/", "VIEWER", 10);
	}

	@Bean
	NavItem launchItem() {
		return new NavItem("Launch a fleet", "/fleets/new", "OPERATOR", 20);
	}

}
