package dev.runnerfleet.access.session;

import java.io.IOException;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what open pages ask for by themselves, again and again, from their session: a
 * page that nobody looks at must not keep its owner signed in. They only learn whose it
 * is, and get no forms.
 */
public class QuietRequests extends OncePerRequestFilter {

	private static final String QUIET = QuietRequests.class.getName();

	private static final Pattern PATHS = Pattern
		.compile("/live|/fleets/[^/]+/live|/fleets/[^/]+/previews/[^/]+/waiting");

	/** Whether the request comes from a page by itself, and not from its reader. */
	public static boolean include(HttpServletRequest request) {
		return request.getAttribute(QUIET) != null;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return !"GET".equals(request.getMethod()) || !PATHS.matcher(path).matches();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		request.setAttribute(QUIET, true);
		chain.doFilter(new WithoutSession(request), response);
	}

	private static final class WithoutSession extends HttpServletRequestWrapper {

		private WithoutSession(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable HttpSession getSession(boolean create) {
			return create ? super.getSession(true) : null;
		}

	}

}
