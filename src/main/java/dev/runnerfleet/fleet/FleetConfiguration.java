package dev.runnerfleet.fleet;

import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.web.NavItem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts this module's pages into the navigation, and tells it whom to ask. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {

	@Bean
	NavItem fleetsItem() {
		return new NavItem("Fleets", "/", "VIEWER", 10);
	}

	@Bean
	TokenQuestion tokenQuestion(RunnerTokens tokens) {
		return tokens::check;
	}

	@Bean
	NavItem launchItem() {
		return new NavItem("Launch a fleet", "/fleets/new", "OPERATOR", 20);
	}

}
