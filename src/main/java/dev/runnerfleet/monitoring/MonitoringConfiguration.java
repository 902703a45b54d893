package dev.runnerfleet.monitoring;

import java.util.regex.Pattern;

import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;
import dev.runnerfleet.web.UnusableSetting;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets those in who ask whether the portal lives and serves, before anybody looks for
 * credentials. Health and metrics are for those who have signed in, as the API is;
 * whatever else somebody exposes of the actuator tells more, and is for administrators.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitoringProperties.class)
class MonitoringConfiguration {

	private static final Pattern PROBE = Pattern.compile(".*/(liveness|readiness)/?");

	@Bean
	@Order(0)
	SecurityFilterChain monitoring(HttpSecurity http, MonitoringProperties properties, Environment environment) {
		return http.securityMatcher(open(properties, environment))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

	@Bean
	PathPermissions monitoringPermissions(WebEndpointProperties properties) {
		String base = properties.getBasePath();
		return PathPermissions.of(Role.VIEWER, Role.ADMIN, base + "/health/**", base + "/prometheus")
			.then(PathPermissions.of(Role.ADMIN, base + "/**"));
	}

	private static RequestMatcher open(MonitoringProperties properties, Environment environment) {
		if (!properties.open()) {
			return probes();
		}
		if (ManagementPortType.get(environment) != ManagementPortType.DIFFERENT) {
			throw new UnusableSetting("portal.monitoring.open would show metrics to whoever reaches the portal.",
					"Give them a port of their own with management.server.port that only your network reaches, or leave "
							+ "it out and let the scraper send an API token.");
		}
		return new OrRequestMatcher(probes(), EndpointRequest.to(HealthEndpoint.class, PrometheusScrapeEndpoint.class));
	}

	private static RequestMatcher probes() {
		RequestMatcher health = EndpointRequest.to(HealthEndpoint.class);
		return new OrRequestMatcher(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class),
				(request) -> PROBE.matcher(request.getRequestURI()).matches() && health.matches(request));
	}

}
