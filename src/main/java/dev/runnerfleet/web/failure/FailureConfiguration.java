package dev.runnerfleet.web.failure;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Puts words where anything can fail; a configurer, so that tests of single pages see it
 * too.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class FailureConfiguration implements WebMvcConfigurer {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerRefusals(
			ObjectProvider<ResourceUrlProvider> files) {
		return (factory) -> factory.addContextCustomizers((context) -> context.getParent()
			.getPipeline()
			.addValve(new ContainerRefusals(context.getPath(), files)));
	}

	/**
	 * Before everything that may refuse, and once more for what the container refused.
	 */
	@Bean
	FilterRegistrationBean<Filter> protectiveHeadersFilter() {
		FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(ProtectiveHeaders::filter);
		filter.setName("protectiveHeadersFilter");
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return filter;
	}

	@Bean
	FilterRegistrationBean<DatabaseAwayFilter> databaseAwayFilter() {
		FilterRegistrationBean<DatabaseAwayFilter> filter = new FilterRegistrationBean<>(new DatabaseAwayFilter());
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
		return filter;
	}

	/** Spring Session's filter is at 50. */
	@Bean
	FilterRegistrationBean<Filter> writtenFilter() {
		FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(DatabaseAwayFilter::noteWritten);
		filter.setName("writtenFilter");
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 60);
		return filter;
	}

	@Bean
	FilterRegistrationBean<BodyLimit> bodyLimit(WebProperties properties) {
		FilterRegistrationBean<BodyLimit> limit = new FilterRegistrationBean<>(
				new BodyLimit(properties.maxBody().toBytes()));
		limit.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
		return limit;
	}

}
