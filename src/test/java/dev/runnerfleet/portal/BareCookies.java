package dev.runnerfleet.portal;

import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Sends every cookie back wherever it goes: a test that plays the proxy knows another
 * address than the one that the cookies are for.
 */
class BareCookies extends CookieHandler {

	private final Map<String, String> values = new ConcurrentHashMap<>();

	@Override
	public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
		String all = this.values.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
		return all.isEmpty() ? Map.of() : Map.of("Cookie", List.of(all));
	}

	@Override
	public void put(URI uri, Map<String, List<String>> headers) {
		headers.forEach((name, lines) -> {
			if (name.equalsIgnoreCase("Set-Cookie")) {
				lines.stream().flatMap((line) -> HttpCookie.parse(line).stream()).forEach(this::keep);
			}
		});
	}

	private void keep(HttpCookie cookie) {
		if (cookie.getValue().isEmpty()) {
			this.values.remove(cookie.getName());
		}
		else {
			this.values.put(cookie.getName(), cookie.getValue());
		}
	}

}
