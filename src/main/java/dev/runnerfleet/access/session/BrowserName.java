package dev.runnerfleet.access.session;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Says in words which browser it was, for people to recognise their own. */
final class BrowserName {

	/** Most name others beside themselves, so the first that fits counts. */
	private static final Map<String, String> BROWSERS = ordered("Edg", "Edge", "OPR/", "Opera", "SamsungBrowser",
			"Samsung Internet", "Firefox/", "Firefox", "FxiOS", "Firefox", "CriOS", "Chrome", "Chrome/", "Chrome",
			"Safari/", "Safari", "curl/", "curl");

	private static final Map<String, String> SYSTEMS = ordered("Android", "Android", "iPhone", "iPhone", "iPad", "iPad",
			"Windows", "Windows", "Mac OS X", "macOS", "CrOS", "ChromeOS", "Linux", "Linux");

	private BrowserName() {
	}

	static String of(@Nullable String userAgent) {
		String told = (userAgent != null) ? userAgent : "";
		String browser = first(BROWSERS, told, "Unknown browser");
		String system = first(SYSTEMS, told, "");
		return system.isEmpty() ? browser : browser + " on " + system;
	}

	private static String first(Map<String, String> names, String told, String otherwise) {
		return names.entrySet()
			.stream()
			.filter((name) -> told.contains(name.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(otherwise);
	}

	private static Map<String, String> ordered(String... pairs) {
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put(pairs[i], pairs[i + 1]);
		}
		return map;
	}

}
