package dev.runnerfleet.web.styles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.webjars.WebJarVersionLocator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Draws the icons that {@code icons.svg} names, as bootstrap-icons has them, so that a
 * browser gets those in use and no other. The bean {@code icons} tells templates where
 * one is; a name that there is not stops the start.
 */
class Icons implements WholeFiles.Filling {

	static final String FOLDER = "static/icons/";

	private static final String FILE = "icons.svg";

	private static final Pattern NAMED = Pattern.compile("<symbol id=\"([a-z0-9-]+)\"/>");

	private static final Pattern DRAWN = Pattern.compile("(?s)<svg[^>]*>(.*)</svg>");

	private final WebJarVersionLocator libraries = new WebJarVersionLocator();

	private final ObjectProvider<ResourceUrlProvider> files;

	private final Set<String> names;

	Icons(ObjectProvider<ResourceUrlProvider> files) {
		this.files = files;
		try {
			String text = new ClassPathResource(FOLDER + FILE).getContentAsString(StandardCharsets.UTF_8);
			this.names = NAMED.matcher(text).results().map((symbol) -> symbol.group(1)).collect(Collectors.toSet());
			for (String name : this.names) {
				drawn(name);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("icons.svg names an icon that there is not", ex);
		}
	}

	/**
	 * Where the icon is, below the context path.
	 * @param name as bootstrap-icons calls it
	 * @throws IllegalArgumentException if {@code icons.svg} does not name it
	 */
	public String path(String name) {
		if (!this.names.contains(name)) {
			throw new IllegalArgumentException("icons.svg has no symbol " + name);
		}
		String path = "/icons/" + FILE;
		ResourceUrlProvider provider = this.files.getIfAvailable();
		String file = (provider != null) ? provider.getForLookupPath(path) : null;
		return ((file != null) ? file : path) + "#" + name;
	}

	@Override
	public String fill(Resource file, String text) throws IOException {
		StringBuilder whole = new StringBuilder();
		Matcher symbol = NAMED.matcher(text);
		while (symbol.find()) {
			symbol.appendReplacement(whole,
					Matcher.quoteReplacement("<symbol id=\"%s\" viewBox=\"0 0 16 16\">%s</symbol>"
						.formatted(symbol.group(1), drawn(symbol.group(1)))));
		}
		return symbol.appendTail(whole).toString();
	}

	private String drawn(String name) throws IOException {
		String path = String.valueOf(this.libraries.fullPath("bootstrap-icons", "icons/" + name + ".svg"));
		return DRAWN.matcher(new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8))
			.results()
			.map((MatchResult drawing) -> drawing.group(1).strip())
			.collect(Collectors.joining());
	}

}
