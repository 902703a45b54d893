package dev.runnerfleet.web.failure;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.database.DatabaseAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers where the sessions cannot be read or kept, which is before any controller and
 * after it. A forward leaves them out, so that the page itself needs no database.
 */
class DatabaseAwayFilter extends OncePerRequestFilter {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseAwayFilter.class);

	/** What a request that failed for want of the database is forwarded with. */
	static final String AWAY = DatabaseAwayFilter.class.getName();

	private static final String WRITTEN = DatabaseAwayFilter.class.getName() + ".written";

	/**
	 * Belongs within the filter that keeps sessions: a page that was written in full is
	 * not spoilt by a session that cannot be kept.
	 */
	static void noteWritten(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		request.setAttribute(WRITTEN, true);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			if (!DatabaseAway.causes(ex) || (response.isCommitted() && request.getAttribute(WRITTEN) == null)) {
				throw ex;
			}
			logger.error("{} {} failed", request.getMethod(), request.getRequestURI(), ex);
			if (response.isCommitted()) {
				return;
			}
			Map<String, Collection<String>> protection = protection(response);
			response.reset();
			protection.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
			request.setAttribute(AWAY, ex);
			request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
			request.getRequestDispatcher("/error").forward(request, response);
		}
	}

	/** What the security filters wrote holds for this page, too. */
	private static Map<String, Collection<String>> protection(HttpServletResponse response) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		response.getHeaderNames().stream().filter(DatabaseAwayFilter::protects).forEach((name) -> {
			Collection<String> values = List.copyOf(response.getHeaders(name));
			headers.put(name, values);
		});
		return headers;
	}

	private static boolean protects(String header) {
		return header.matches("(?i)X-.*|.*-Policy|Strict-Transport-Security|Cache-Control|Pragma|Expires");
	}

}
