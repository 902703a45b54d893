package dev.runnerfleet.web.failure;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What every answer tells the browser to forbid, also one that is given before the
 * security filters are reached, or instead of them.
 */
final class ProtectiveHeaders {

	private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
					+ "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
			"Referrer-Policy", "same-origin", "Permissions-Policy",
			"camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)",
			"X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Cross-Origin-Opener-Policy", "same-origin",
			"Cross-Origin-Resource-Policy", "same-origin");

	private ProtectiveHeaders() {
	}

	/** Writes them in place of those of the same names. */
	static void write(HttpServletRequest request, HttpServletResponse response) {
		HEADERS.forEach(response::setHeader);
		if (request.isSecure()) {
			response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
		}
	}

	static void filter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		write((HttpServletRequest) request, (HttpServletResponse) response);
		chain.doFilter(request, response);
	}

}
