package dev.runnerfleet.web.proxy;

import java.util.Optional;

import jakarta.servlet.DispatcherType;
import org.apache.catalina.valves.RemoteIpValve;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.RelativeRedirectFilter;

/** Settles before anything else who asks, and under which address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxyProperties.class)
class ProxyConfiguration {

	/** Where the list is missing, the older setting says whether there is a proxy. */
	@Bean
	TrustedProxies trustedProxies(ProxyProperties properties, Environment environment) {
		if (properties.proxies() != null) {
			return TrustedProxies.of(properties.proxies());
		}
		String strategy = environment.getProperty("server.forward-headers-strategy", "none");
		return strategy.equalsIgnoreCase("none") ? TrustedProxies.NONE : TrustedProxies.NEARBY;
	}

	/** After Spring Boot's own, whose valve this one replaces. */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> originOfRequests(TrustedProxies proxies,
			ProxyProperties properties) {
		return (tomcat) -> {
			Optional<PublicAddress> fixed = properties.fixed()
				.map((url) -> PublicAddress.of(url, tomcat.getContextPath()));
			tomcat.getEngineValves().removeIf(RemoteIpValve.class::isInstance);
			tomcat.addEngineValves(new ForwardedHeaders(proxies));
			if (!proxies.isEmpty()) {
				tomcat.addEngineValves(believing(proxies));
			}
			fixed.ifPresent((address) -> tomcat.addEngineValves(new FixedAddress(address)));
			tomcat.addContextCustomizers((context) -> {
				context.setUseRelativeRedirects(false);
				// Tomcat would add a slash before anything knows of a proxy.
				context.setMapperContextRootRedirectEnabled(false);
			});
		};
	}

	/** Where this is, Spring Boot makes none that believes everybody. */
	@Bean
	FilterRegistrationBean<ForwardedHeaderFilter> prefixFilter() {
		FilterRegistrationBean<ForwardedHeaderFilter> filter = new FilterRegistrationBean<>(new PrefixFilter());
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return filter;
	}

	/** Tomcat would name the host to clients of HTTP/1.0, among them many proxies. */
	@Bean
	FilterRegistrationBean<RelativeRedirectFilter> relativeRedirects(ProxyProperties properties) {
		RelativeRedirectFilter redirects = new RelativeRedirectFilter();
		redirects.setRedirectStatus(HttpStatus.FOUND);
		FilterRegistrationBean<RelativeRedirectFilter> filter = new FilterRegistrationBean<>(redirects);
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		filter.setEnabled(properties.fixed().isEmpty());
		return filter;
	}

	@Bean
	PlainHttp plainHttp(Environment environment, TrustedProxies proxies) {
		return new PlainHttp(environment, proxies);
	}

	private static RemoteIpValve believing(TrustedProxies proxies) {
		RemoteIpValve valve = new RemoteIpValve();
		valve.setInternalProxies(proxies.toString());
		valve.setTrustedProxies(null);
		valve.setHostHeader("X-Forwarded-Host");
		valve.setPortHeader("X-Forwarded-Port");
		return valve;
	}

}
