package dev.runnerfleet.web.proxy;

import java.net.URI;

import dev.runnerfleet.web.UnusableSetting;

/**
 * The address under which people reach the portal, whatever address a request names.
 *
 * @param scheme {@code https} or {@code http}
 * @param host its name or address
 * @param port also where the URL names none
 * @param prefix the path that only the proxy in front knows, without a slash at its end,
 * or nothing
 */
record PublicAddress(String scheme, String host, int port, String prefix) {

	/**
	 * Reads the address as it is configured.
	 * @param url such as {@code https://ci.example.com/tools/fleets}
	 * @param contextPath the path that the portal itself knows, which ends the URL's
	 * @throws UnusableSetting if it is no such URL
	 */
	static PublicAddress of(String url, String contextPath) {
		URI uri = uri(url.strip());
		String scheme = String.valueOf(uri.getScheme());
		String path = String.valueOf(uri.getRawPath()).replaceFirst("/$", "");
		if (!scheme.matches("https?") || uri.getHost() == null || uri.getRawUserInfo() != null
				|| uri.getRawQuery() != null || uri.getRawFragment() != null || !path.matches("(/[A-Za-z0-9._~-]+)*")) {
			throw unusable();
		}
		if (!path.endsWith(contextPath)) {
			throw new UnusableSetting("portal.url does not end with server.servlet.context-path.",
					"Let the path of portal.url end with " + contextPath + ", or leave the context path out.");
		}
		int port = (uri.getPort() > 0) ? uri.getPort() : scheme.equals("https") ? 443 : 80;
		return new PublicAddress(scheme, uri.getHost(), port, path.substring(0, path.length() - contextPath.length()));
	}

	boolean isSecure() {
		return this.scheme.equals("https");
	}

	private static URI uri(String url) {
		try {
			return URI.create(url);
		}
		catch (IllegalArgumentException ex) {
			throw unusable();
		}
	}

	private static UnusableSetting unusable() {
		return new UnusableSetting("portal.url is no address under which the portal can be reached.",
				"Set it to what people type, such as https://ci.example.com or https://ci.example.com/tools/fleets, "
						+ "or leave it out.");
	}

}
