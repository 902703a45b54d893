package dev.runnerfleet.access;

import java.io.IOException;

import dev.runnerfleet.access.user.Account;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody go on with a password that somebody else knows; all but the page to change
 * it has to wait.
 */
class OwnPasswordFilter extends OncePerRequestFilter {

	private final RequestMatcher open;

	/**
	 * A filter of one chain.
	 * @param open what a password of one's own is not needed for
	 */
	OwnPasswordFilter(RequestMatcher open) {
		this.open = open;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.open.matches(request)
				&& Account.needsOwnPassword(SecurityContextHolder.getContext().getAuthentication())) {
			throw new PasswordNotOwn();
		}
		chain.doFilter(request, response);
	}

}
