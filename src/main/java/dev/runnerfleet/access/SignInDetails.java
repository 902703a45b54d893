package dev.runnerfleet.access;

import dev.runnerfleet.access.throttle.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where a sign-in comes from, and what its browser is known by. */
class SignInDetails extends WebAuthenticationDetails {

	private final @Nullable String mark;

	SignInDetails(HttpServletRequest request) {
		super(request);
		this.mark = BrowserCookie.mark(request);
	}

	@Nullable String mark() {
		return this.mark;
	}

}
