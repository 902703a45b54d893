package dev.runnerfleet.access.resume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.secret.TokenShapes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Remembers in a cookie which page a stranger asked for, to lead there after the sign-in;
 * never anywhere but into this portal, whatever the cookie says.
 */
public class RequestedPage implements RequestCache {

	private static final String COOKIE = "WAY-BACK";

	private static final int LONGEST = 1000;

	private static final Duration KEPT = Duration.ofHours(1);

	/** Whether the browser shows the answer as a page, rather than a script handle it. */
	public static boolean wantsPage(HttpServletRequest request) {
		String accept = request.getHeader("Accept");
		return request.getHeader("HX-Request") == null && accept != null && accept.contains("text/html");
	}

	@Override
	public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
		if (!"GET".equals(request.getMethod()) || !wantsPage(request)) {
			return;
		}
		String query = request.getQueryString();
		save(FormKeeper.path(request) + ((query != null) ? "?" + query : ""), request, response);
	}

	/** Remembers a page by its path and query, below the context path. */
	public void save(String page, HttpServletRequest request, HttpServletResponse response) {
		if (leadsHere(page) && !TokenShapes.in(page)) {
			String text = Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(StandardCharsets.UTF_8));
			response.addHeader("Set-Cookie", Cookies.of(COOKIE, text, KEPT, request));
		}
	}

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		return page(request).map((page) -> new SimpleSavedRequest(request.getContextPath() + page)).orElse(null);
	}

	/** A page is asked for anew, not resumed. */
	@Override
	public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
		return null;
	}

	@Override
	public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
		if (Cookies.read(COOKIE, request) != null) {
			response.addHeader("Set-Cookie", Cookies.of(COOKIE, "", Duration.ZERO, request));
		}
	}

	/** The page by its path and query, below the context path. */
	public static Optional<String> page(HttpServletRequest request) {
		String cookie = Cookies.read(COOKIE, request);
		if (cookie == null) {
			return Optional.empty();
		}
		try {
			String page = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
			return leadsHere(page) ? Optional.of(page) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** A browser takes two slashes, or a slash and a backslash, for another host. */
	private static boolean leadsHere(String page) {
		return page.length() <= LONGEST && page.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
	}

}
