package dev.runnerfleet.web.proxy;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Lets every link begin with the path that only the proxy knows. Of a request's origin
 * Spring reads that alone here, because the rest was settled before; answers are left as
 * they are, as Tomcat knows whether a redirect names its host.
 */
class PrefixFilter extends ForwardedHeaderFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		super.doFilterInternal(new PrefixOnly(request), response,
				(prefixed, wrapped) -> chain.doFilter(prefixed, response));
	}

	private static final class PrefixOnly extends HttpServletRequestWrapper {

		private PrefixOnly(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return isHidden(name) ? null : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

		private static boolean isHidden(String name) {
			return ForwardedHeaders.tellsOrigin(name) && !name.equalsIgnoreCase(ForwardedHeaders.PREFIX);
		}

	}

}
