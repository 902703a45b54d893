package dev.runnerfleet.web.styles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.webjars.WebJarVersionLocator;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Puts into a style sheet the layers that it imports. A browser that imports them by
 * itself would have to ask twice, and keep an old layer as long as the sheet that names
 * it is the same.
 */
class ImportedLayers implements WholeFiles.Filling {

	private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([^\"]+)\"\\) layer\\((\\w+)\\);");

	private static final Pattern LIBRARY = Pattern.compile("/webjars/([^/]+)/(.+)");

	private final WebJarVersionLocator libraries = new WebJarVersionLocator();

	@Override
	public String fill(Resource sheet, String text) throws IOException {
		StringBuilder whole = new StringBuilder();
		Matcher layer = IMPORT.matcher(text);
		while (layer.find()) {
			layer.appendReplacement(whole, Matcher
				.quoteReplacement("@layer %s {\n%s}".formatted(layer.group(2), imported(sheet, layer.group(1)))));
		}
		return layer.appendTail(whole).toString();
	}

	private String imported(Resource sheet, String address) throws IOException {
		Matcher library = LIBRARY.matcher(address);
		Resource layer = library.matches()
				? new ClassPathResource(String.valueOf(this.libraries.fullPath(library.group(1), library.group(2))))
				: sheet.createRelative(address);
		return layer.getContentAsString(StandardCharsets.UTF_8);
	}

}
