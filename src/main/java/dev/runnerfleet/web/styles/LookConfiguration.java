package dev.runnerfleet.web.styles;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves style sheets and icons as Spring Boot serves the other files, but whole; its own
 * chain has no place for that.
 */
@Configuration(proxyBeanMethods = false)
class LookConfiguration implements WebMvcConfigurer {

	private final WebProperties.Resources files;

	private final Icons icons;

	LookConfiguration(WebProperties web, ObjectProvider<ResourceUrlProvider> files) {
		this.files = web.getResources();
		this.icons = new Icons(files);
	}

	@Bean
	Icons icons() {
		return this.icons;
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		serve(registry, "/css/**", "static/css/", new ImportedLayers());
		serve(registry, "/icons/**", Icons.FOLDER, this.icons);
	}

	private void serve(ResourceHandlerRegistry registry, String paths, String folder, WholeFiles.Filling filling) {
		CacheControl kept = this.files.getCache().getCachecontrol().toHttpCacheControl();
		registry.addResourceHandler(paths)
			.addResourceLocations("classpath:/" + folder)
			.setCacheControl((kept != null) ? kept : CacheControl.noCache())
			.resourceChain(this.files.getChain().isCache())
			.addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
			.addResolver(new WholeFiles(filling));
	}

}
