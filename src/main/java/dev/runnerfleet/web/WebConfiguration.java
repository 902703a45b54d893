package dev.runnerfleet.web;

import java.time.Clock;

import jakarta.servlet.ServletContext;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Holds what every page needs; a configurer, so that tests of single pages see it too.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	@Bean
	Clock clock() {
		return new SteadyClock(Clock.systemUTC(), System::nanoTime);
	}

	/**
	 * What every page needs, the sign-in's among them, and what says nothing of fleets.
	 */
	@Bean
	PathPermissions openPaths() {
		return PathPermissions.everybody("/healthz", "/error", "/theme", "/css/**", "/js/**", "/icons/**",
				"/webjars/**", "/favicon.*", "/favicon-*", "/v3/api-docs/**", "/api-docs");
	}

	@Bean
	Layout layout(ObjectProvider<NavItem> items, ObjectProvider<PageExtra> extras, ObjectProvider<RoleHierarchy> roles,
			ServletContext servletContext) {
		return new Layout(items, extras, roles, servletContext);
	}

	@Bean
	SmartInitializingSingleton pageLinks(ObjectProvider<SpringTemplateEngine> engines,
			ObjectProvider<ResourceUrlProvider> files) {
		return () -> engines
			.ifAvailable((engine) -> files.ifAvailable((provider) -> engine.setLinkBuilder(new PageLinks(provider))));
	}

}
