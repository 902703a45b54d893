package dev.runnerfleet.access;

import java.time.Duration;
import java.util.Locale;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords for form, API and account alike, counting failures by name and
 * address.
 */
class ThrottledAuthentication implements AuthenticationManager {

	private final AuthenticationProvider provider;

	private final Throttle throttle;

	private final Audit audit;

	ThrottledAuthentication(AuthenticationProvider provider, Throttle throttle, Audit audit) {
		this.provider = provider;
		this.throttle = throttle;
		this.audit = audit;
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
			if (user instanceof CredentialsContainer credentials) {
				credentials.eraseCredentials();
			}
			return user;
		}
		catch (AuthenticationException ex) {
			this.throttle.failed(key);
			record(attempt, ex, this.throttle.waitFor(key));
			throw ex;
		}
	}

	/**
	 * A pause is told of as it begins: what is tried meanwhile is refused unseen, and
	 * must not fill the trail.
	 */
	private void record(Authentication attempt, AuthenticationException refusal, Duration wait) {
		String reason = (refusal instanceof DisabledException) ? "The account is disabled"
				: "User name or password is wrong";
		String pause = wait.isZero() ? "" : "; further attempts are paused for " + TooManyFailures.words(wait);
		this.audit.record(Actor.current().as(attempt.getName()), Action.SIGN_IN_REFUSED, attempt.getName(),
				Outcome.REFUSED, reason + pause);
	}

	private static String key(Authentication attempt) {
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: "";
		String name = attempt.getName();
		return address + " " + name.substring(0, Math.min(name.length(), 64)).toLowerCase(Locale.ROOT);
	}

}
