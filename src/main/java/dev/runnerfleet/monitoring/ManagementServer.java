package dev.runnerfleet.monitoring;

import java.net.InetAddress;

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Lets a management port of its own listen where the portal does, unless it is told
 * otherwise: what is for this machine alone stays so. Not found by scanning, as it
 * belongs to the server of that port alone.
 */
class ManagementServer {

	@Bean
	WebServerFactoryCustomizer<ConfigurableWebServerFactory> managementAddress(Environment environment) {
		InetAddress own = environment.getProperty("management.server.address", InetAddress.class);
		InetAddress address = (own != null) ? own : environment.getProperty("server.address", InetAddress.class);
		return (factory) -> factory.setAddress(address);
	}

}
