package dev.runnerfleet.web.styles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.webjars.WebJarVersionLocator;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Puts into a style sheet the layers that it imports, so that a page waits for one file
 * and its name changes with each of them. A browser that imports them by itself would
 * have to ask twice, and keep an old layer as long as the sheet that names it is the
 * same.
 */
class WholeStyleSheets extends AbstractResourceResolver {

	private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([^\"]+)\"\\) layer\\((\\w+)\\);");

	private static final Pattern LIBRARY = Pattern.compile("/webjars/([^/]+)/(.+)");

	private final WebJarVersionLocator libraries = new WebJarVersionLocator();

	@Override
	protected @Nullable Resource resolveResourceInternal(@Nullable HttpServletRequest request, String path,
			List<? extends Resource> locations, ResourceResolverChain chain) {
		Resource sheet = chain.resolveResource(request, path, locations);
		return (sheet != null) ? whole(sheet) : null;
	}

	@Override
	protected @Nullable String resolveUrlPathInternal(String path, List<? extends Resource> locations,
			ResourceResolverChain chain) {
		return chain.resolveUrlPath(path, locations);
	}

	private Resource whole(Resource sheet) {
		String text = text(sheet);
		String whole = IMPORT.matcher(text)
			.replaceAll((layer) -> Matcher
				.quoteReplacement("@layer %s {\n%s}".formatted(layer.group(2), text(imported(sheet, layer)))));
		return text.equals(whole) ? sheet : new TransformedResource(sheet, whole.getBytes(StandardCharsets.UTF_8));
	}

	private Resource imported(Resource sheet, MatchResult layer) {
		String address = layer.group(1);
		Matcher library = LIBRARY.matcher(address);
		try {
			return library.matches()
					? new ClassPathResource(String.valueOf(this.libraries.fullPath(library.group(1), library.group(2))))
					: sheet.createRelative(address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Resource sheet) {
		try {
			return sheet.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
