package dev.runnerfleet.access.session;

import dev.runnerfleet.web.Cookies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Calls the session's cookie as the portal's others are called in the same request. */
class SessionCookie implements CookieSerializer {

	private static final String NAME = "JSESSIONID";

	private final Map<String, CookieSerializer> byName = new ConcurrentHashMap<>();

	@Override
	public void writeCookieValue(CookieValue value) {
		in(value.getRequest()).writeCookieValue(value);
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return in(request).readCookieValues(request);
	}

	private CookieSerializer in(HttpServletRequest request) {
		return this.byName.computeIfAbsent(Cookies.name(NAME, request), SessionCookie::called);
	}

	private static CookieSerializer called(String name) {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName(name);
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

}
