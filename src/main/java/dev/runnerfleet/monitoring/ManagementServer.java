package dev.runnerfleet.monitoring;

import java.net.InetAddress;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Lets a management port of its own listen where the portal does, unless it is told
 * otherwise: what is for this machine alone stays so. What it answers is as protected as
 * what the portal does; Spring Boot takes over none of the portal's filters but those of
 * the sign-in. Not found by scanning, as it belongs to the server of that port alone.
 */
class ManagementServer {

	private static final String HEADERS = "protectiveHeadersFilter";

	private static final String REFUSALS = "containerRefusals";

	@Bean
	WebServerFactoryCustomizer<ConfigurableWebServerFactory> managementAddress(Environment environment) {
		InetAddress own = environment.getProperty("management.server.address", InetAddress.class);
		InetAddress address = (own != null) ? own : environment.getProperty("server.address", InetAddress.class);
		return (factory) -> factory.setAddress(address);
	}

	/** Before everything that may refuse, as at the portal's port. */
	@Bean
	@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
	@ConditionalOnBean(name = HEADERS)
	FilterRegistrationBean<?> managementHeaders(@Qualifier(HEADERS) FilterRegistrationBean<?> headers) {
		return headers;
	}

	/** What the container refuses before any filter; its own words would name it. */
	@Bean
	@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
	@ConditionalOnBean(name = REFUSALS)
	WebServerFactoryCustomizer<?> managementRefusals(@Qualifier(REFUSALS) WebServerFactoryCustomizer<?> refusals) {
		return refusals;
	}

}
