package dev.runnerfleet.web.styles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Serves a file with all that it names inside it, so that a page waits for one file and
 * its name changes with each part.
 */
class WholeFiles extends AbstractResourceResolver {

	/** Puts into a file what it names. */
	@FunctionalInterface
	interface Filling {

		String fill(Resource file, String text) throws IOException;

	}

	private final Filling filling;

	WholeFiles(Filling filling) {
		this.filling = filling;
	}

	@Override
	protected @Nullable Resource resolveResourceInternal(@Nullable HttpServletRequest request, String path,
			List<? extends Resource> locations, ResourceResolverChain chain) {
		Resource file = chain.resolveResource(request, path, locations);
		return (file != null) ? whole(file) : null;
	}

	@Override
	protected @Nullable String resolveUrlPathInternal(String path, List<? extends Resource> locations,
			ResourceResolverChain chain) {
		return chain.resolveUrlPath(path, locations);
	}

	private Resource whole(Resource file) {
		try {
			String text = file.getContentAsString(StandardCharsets.UTF_8);
			String whole = this.filling.fill(file, text);
			return text.equals(whole) ? file : new TransformedResource(file, whole.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
