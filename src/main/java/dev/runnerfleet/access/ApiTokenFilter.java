package dev.runnerfleet.access;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Signs a script in by its token. The owner's row says at every request what that may do.
 */
class ApiTokenFilter extends OncePerRequestFilter {

	private static final String SCHEME = "Bearer ";

	/** Whose a wrong token is cannot be said; no user is called so. */
	private static final String NOBODY = "API token";

	private final ApiTokens tokens;

	private final Users users;

	private final RefusalTrail trail;

	private final AuthenticationEntryPoint refusals;

	ApiTokenFilter(ApiTokens tokens, Users users, RefusalTrail trail, AuthenticationEntryPoint refusals) {
		this.tokens = tokens;
		this.users = users;
		this.trail = trail;
		this.refusals = refusals;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return sent(request.getHeader("Authorization")) == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Authentication> user = this.tokens.use(String.valueOf(sent(request.getHeader("Authorization"))))
			.flatMap(this::owner);
		if (user.isEmpty()) {
			this.trail.wrong(NOBODY, "The API token is unknown, has expired or was revoked");
			this.refusals.commence(request, response, new WrongToken());
			return;
		}
		SecurityContextHolder.setContext(new SecurityContextImpl(user.get()));
		chain.doFilter(request, response);
	}

	private Optional<Authentication> owner(ApiTokens.ApiToken token) {
		try {
			Account owner = this.users.loadUserByUsername(token.owner());
			Account lowered = owner.withToken(Role.valueOf(token.role()));
			return owner.enabled() ? Optional.of(UsernamePasswordAuthenticationToken.authenticated(lowered, null,
					List.copyOf(lowered.getAuthorities()))) : Optional.empty();
		}
		catch (UsernameNotFoundException ex) {
			return Optional.empty();
		}
	}

	private static @Nullable String sent(@Nullable String header) {
		return (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
				? header.substring(SCHEME.length()).strip() : null;
	}

	/** Says no more than that, whether it expired, was revoked or never existed. */
	static final class WrongToken extends BadCredentialsException {

		WrongToken() {
			super("This API token is unknown, has expired or was revoked.");
		}

	}

}
