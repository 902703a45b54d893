package dev.runnerfleet.gitlab.page;

import dev.runnerfleet.web.NavItem;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows operators the way to the page for runner tokens. */
@Configuration(proxyBeanMethods = false)
class TokensPageConfiguration {

	@Bean
	NavItem tokensPage() {
		return new NavItem("Tokens", "key", "/tokens", Role.OPERATOR, 30);
	}

	@Bean
	PathPermissions tokensPermissions() {
		return PathPermissions.of(Role.OPERATOR, "/tokens/**")
			.then(PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/api/v1/runner-tokens/**"));
	}

}
