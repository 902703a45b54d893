package dev.runnerfleet.web.input;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Checks what comes in by either way; a configurer, so that tests of pages see it too.
 */
@Configuration(proxyBeanMethods = false)
class InputConfiguration implements WebMvcConfigurer {

	private final ObjectProvider<JsonMapper> json;

	private final InputFilter filter;

	InputConfiguration(ObjectProvider<JsonMapper> json,
			@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.json = json;
		this.filter = new InputFilter(new FormPages(mappings));
	}

	@Override
	public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
		this.json.ifAvailable((mapper) -> converters.withJsonConverter(new StrictJson(mapper)));
	}

	@Override
	public void addInterceptors(InterceptorRegistry interceptors) {
		interceptors.addInterceptor(this.filter);
		interceptors.addInterceptor(new UnknownParameters()).addPathPatterns("/api/**");
	}

	/**
	 * After the security filters: what is not the portal's own form is not shown again.
	 */
	@Bean
	FilterRegistrationBean<InputFilter> inputFilter() {
		return new FilterRegistrationBean<>(this.filter);
	}

	/** How templates ask for the lengths of fields. */
	@Bean
	FieldLengths lengths() {
		return Lengths::of;
	}

	/** The template's side of {@link Lengths}. */
	interface FieldLengths {

		int of(String field);

	}

}
