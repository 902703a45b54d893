package dev.runnerfleet.web;

import java.time.Clock;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Holds what every page needs; a configurer, so that tests of single pages see it too.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration implements WebMvcConfigurer {

	private final ObjectProvider<JsonMapper> json;

	WebConfiguration(ObjectProvider<JsonMapper> json) {
		this.json = json;
	}

	@Override
	public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
		this.json.ifAvailable((mapper) -> converters.withJsonConverter(new StrictJson(mapper)));
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(new UnknownParameters()).addPathPatterns("/api/**");
	}

	@Bean
	Clock clock() {
		return new SteadyClock(Clock.systemUTC(), System::nanoTime);
	}

	@Bean
	Layout layout(ObjectProvider<NavItem> items, ObjectProvider<RoleHierarchy> roles, Environment environment,
			ServletContext servletContext) {
		return new Layout(items, roles, environment, servletContext);
	}

	@Bean
	SmartInitializingSingleton pageLinks(ObjectProvider<SpringTemplateEngine> engines) {
		return () -> engines.ifAvailable((engine) -> engine.setLinkBuilder(new PageLinks()));
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
