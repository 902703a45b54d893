package dev.runnerfleet.web;

import java.time.Duration;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * Writes the portal's cookies alike: out of a script's reach, and no further than https.
 * There their names begin with what makes browsers refuse them from anybody else: from
 * other hosts, or, below a path, at least from plain http.
 */
public final class Cookies {

	private Cookies() {
	}

	/** How a cookie is called in this request and its answer. */
	public static String name(String plain, HttpServletRequest request) {
		if (!request.isSecure()) {
			return plain;
		}
		return (request.getContextPath().isEmpty() ? "__Host-" : "__Secure-") + plain;
	}

	/** The value that the request brought, if any. */
	public static @Nullable String read(String plain, HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, name(plain, request));
		return (cookie != null) ? cookie.getValue() : null;
	}

	/**
	 * The value of a {@code Set-Cookie} header.
	 * @param age how long the browser keeps it; zero removes it
	 */
	public static String of(String plain, String value, Duration age, HttpServletRequest request) {
		return ResponseCookie.from(name(plain, request), value)
			.httpOnly(true)
			.secure(request.isSecure())
			.sameSite("Lax")
			.path(request.getContextPath().isEmpty() ? "/" : request.getContextPath())
			.maxAge(age)
			.build()
			.toString();
	}

}
