package dev.runnerfleet.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Semaphore;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Actor;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords for form, API and account alike, counting failures by name and
 * address.
 */
class ThrottledAuthentication implements AuthenticationManager {

	private final AuthenticationProvider provider;

	private final Throttle throttle;

	private final Audit audit;

	/**
	 * As many at a time as passwords are hashed: a crowd of scripts with the right
	 * password must not take all places from each other.
	 */
	private final Semaphore turns = new Semaphore(BoundedEncoder.PERMITS, true);

	ThrottledAuthentication(AuthenticationProvider provider, Throttle throttle, Audit audit) {
		this.provider = provider;
		this.throttle = throttle;
		this.audit = audit;
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		this.turns.acquireUninterruptibly();
		try {
			return inTurn(attempt);
		}
		finally {
			this.turns.release();
		}
	}

	private Authentication inTurn(Authentication attempt) {
		String key = key(attempt);
		Duration pause = this.throttle.reserve(key);
		try {
			Authentication user = this.provider.authenticate(attempt);
			this.throttle.succeeded(key);
			if (user instanceof CredentialsContainer credentials) {
				credentials.eraseCredentials();
			}
			return user;
		}
		catch (InternalAuthenticationServiceException ex) {
			throw (ex.getCause() instanceof DataAccessException cause) ? cause : ex;
		}
		catch (AuthenticationException ex) {
			record(attempt, ex, pause);
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
		String text = address + " " + attempt.getName().toLowerCase(Locale.ROOT);
		return HexFormat.of().formatHex(Sha512DigestUtils.sha(text.getBytes(StandardCharsets.UTF_8)), 0, 32);
	}

}
