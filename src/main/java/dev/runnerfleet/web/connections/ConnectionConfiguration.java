package dev.runnerfleet.web.connections;

import java.net.InetAddress;
import java.util.function.Predicate;

import dev.runnerfleet.web.proxy.TrustedProxies;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Has Tomcat watch its connections. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {

	/** After Spring Boot's own, which know only Tomcat's limits. */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections(ConnectionProperties properties,
			TrustedProxies trusted) {
		Predicate<InetAddress> proxies = (address) -> trusted.contain(address.getHostAddress());
		return (tomcat) -> {
			tomcat.setProtocol(WatchedProtocol.class.getName());
			tomcat.addConnectorCustomizers((connector) -> ((WatchedProtocol) connector.getProtocolHandler())
				.watch(new Connections(properties, proxies, System::nanoTime), properties));
		};
	}

}
