package dev.runnerfleet.web;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the portal's own pages from others, which must not fill in forms for its
 * visitors: whoever pastes a token sends it where the form says.
 */
public final class OwnPages {

	private OwnPages() {
	}

	/**
	 * Whether a page of the portal's own has led to the request. Old browsers, and all
	 * over plain http, name the page or its origin alone.
	 */
	public static boolean led(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("same-origin");
		}
		String origin = request.getHeader("Origin");
		String host = host((origin != null) ? origin : request.getHeader("Referer"));
		return request.getServerName().equalsIgnoreCase(host);
	}

	/**
	 * Whether a page of another site has sent the request: with the password that the
	 * browser remembers for the API, though its user never wanted it. What is no browser
	 * says nothing of where it comes from.
	 */
	public static boolean others(HttpServletRequest request) {
		boolean told = request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
		return told && !"none".equals(request.getHeader("Sec-Fetch-Site")) && !led(request);
	}

	private static @Nullable String host(@Nullable String page) {
		try {
			return (page != null) ? new URI(page).getHost() : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
