package dev.runnerfleet.gitlab.page;

import dev.runnerfleet.web.NavItem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows the way to the page for runner tokens. */
@Configuration(proxyBeanMethods = false)
class TokensPageConfiguration {

	@Bean
	NavItem tokensPage() {
		return new NavItem("Runner tokens", "/tokens", "OPERATOR", 30);
	}

}
