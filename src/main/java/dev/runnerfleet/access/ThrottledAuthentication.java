package dev.runnerfleet.access;

import java.time.Duration;
import java.util.Locale;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords for form, API and account alike, counting failures by name and
 * address.
 */
class ThrottledAuthentication implements AuthenticationManager {

	private final AuthenticationProvider provider;

	private final Throttle throttle;

	ThrottledAuthentication(AuthenticationProvider provider, Throttle throttle) {
		this.provider = provider;
		this.throttle = throttle;
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		String key = key(attempt);
		Duration wait = this.throttle.waitFor(key);
		if (!wait.isZero()) {
			throw new TooManyFailures(wait);
		}
		try {
			Authentication user = this.provider.authenticate(attempt);
			this.throttle.succeeded(key);
			return user;
		}
		catch (AuthenticationException ex) {
			this.throttle.failed(key);
			throw ex;
		}
	}

	private static String key(Authentication attempt) {
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: "";
		String name = attempt.getName();
		return address + " " + name.substring(0, Math.min(name.length(), 64)).toLowerCase(Locale.ROOT);
	}

}
