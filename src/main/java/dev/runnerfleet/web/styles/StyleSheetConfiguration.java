package dev.runnerfleet.web.styles;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves style sheets as Spring Boot serves the other files, but whole; its own chain has
 * no place for that.
 */
@Configuration(proxyBeanMethods = false)
class StyleSheetConfiguration implements WebMvcConfigurer {

	private final WebProperties.Resources files;

	StyleSheetConfiguration(WebProperties web) {
		this.files = web.getResources();
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		CacheControl kept = this.files.getCache().getCachecontrol().toHttpCacheControl();
		registry.addResourceHandler("/css/**")
			.addResourceLocations("classpath:/static/css/")
			.setCacheControl((kept != null) ? kept : CacheControl.noCache())
			.resourceChain(this.files.getChain().isCache())
			.addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
			.addResolver(new WholeStyleSheets());
	}

}
