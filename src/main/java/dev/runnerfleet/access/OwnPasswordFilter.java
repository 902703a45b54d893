package dev.runnerfleet.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
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

	/** Whether somebody has to choose a password of their own before they go on. */
	static boolean isDue(@Nullable Authentication user) {
		return user != null && user.getPrincipal() instanceof Account account && account.mustChangePassword();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.open.matches(request) && isDue(SecurityContextHolder.getContext().getAuthentication())) {
			throw new PasswordNotOwn();
		}
		chain.doFilter(request, response);
	}

}
