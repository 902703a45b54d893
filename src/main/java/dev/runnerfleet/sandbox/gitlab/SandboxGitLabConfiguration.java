package dev.runnerfleet.sandbox.gitlab;

import java.net.URI;

import dev.runnerfleet.gitlab.TrustedGitLab;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Opens the sandbox's GitLab, and the guard for exactly its address. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxGitLabConfiguration {

	@Bean
	SandboxRunners sandboxRunners() {
		return new SandboxRunners();
	}

	@Bean
	TrustedGitLab sandboxUrl(Environment environment) {
		return () -> URI.create(
				"http://127.0.0.1:%s%s/sandbox/gitlab".formatted(environment.getProperty("local.server.port", "8080"),
						environment.getProperty("server.servlet.context-path", "")));
	}

	/** GitLab takes a path such as group/project as one encoded segment. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedPaths() {
		return (tomcat) -> tomcat.addConnectorCustomizers((connector) -> connector.setEncodedSolidusHandling("decode"));
	}

	@Bean
	WebSecurityCustomizer encodedPathsAllowed() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowUrlEncodedSlash(true);
		return (security) -> security.httpFirewall(firewall);
	}

	/** The pretended GitLab does its own checking of tokens, like the real one. */
	@Bean
	@Order(2)
	SecurityFilterChain sandboxGitLab(HttpSecurity http) {
		return http.securityMatcher("/sandbox/gitlab/**")
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
