package dev.runnerfleet.fleet.reading;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.gitlab.reading.GitLabsInUse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets fleets and the GitLabs that they work for know of each other. */
@Configuration(proxyBeanMethods = false)
class FleetReadingConfiguration {

	@Bean
	GitLabsInUse fleetsGitLabs(Fleets fleets) {
		return fleets::gitlabs;
	}

}
