package dev.runnerfleet.access;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.access.throttle.Attempt;
import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.secret.TokenShapes;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks passwords for form, API and account alike, each attempt counted before it is
 * looked at.
 */
class ThrottledAuthentication implements AuthenticationManager {

	/** Of what is typed; names themselves are shorter. */
	private static final int LONGEST_NAME = 100;

	private final AuthenticationProvider provider;

	private final Throttle throttle;

	private final KnownBrowsers browsers;

	private final RefusalTrail trail;

	/**
	 * An attempt is counted when its turn comes, not while it waits: a crowd of scripts
	 * with the right password must not take all places from each other.
	 */
	private final HashingQueue strangers = new HashingQueue();

	/** Those whom something vouches for do not wait behind a crowd of others. */
	private final HashingQueue known = new HashingQueue();

	ThrottledAuthentication(AuthenticationProvider provider, Throttle throttle, KnownBrowsers browsers,
			RefusalTrail trail) {
		this.provider = provider;
		this.throttle = throttle;
		this.browsers = browsers;
		this.trail = trail;
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		if (attempt.getName().length() > LONGEST_NAME || TokenShapes.in(attempt.getName())) {
			// Not counted, told or logged: a pasted token is nobody's name, nor is a page
			// of text.
			throw new BadCredentialsException("No user can have such a name");
		}
		Attempt counted = counted(attempt);
		try {
			this.throttle.check(counted);
			return whenItsTurnComes(attempt, counted);
		}
		catch (Throttle.TooManyFailures | HashingQueue.TooBusy ex) {
			this.trail.turnedAway(attempt.getName());
			throw ex;
		}
	}

	private Authentication whenItsTurnComes(Authentication attempt, Attempt counted) {
		HashingQueue turns = counted.isVouchedFor() ? this.known : this.strangers;
		return turns.take(() -> inTurn(attempt, counted));
	}

	private Authentication inTurn(Authentication attempt, Attempt counted) {
		Duration pause = this.throttle.reserve(counted);
		boolean failed = false;
		try {
			Authentication user = this.provider.authenticate(attempt);
			if (user instanceof CredentialsContainer credentials) {
				credentials.eraseCredentials();
			}
			return Objects.requireNonNull(user);
		}
		catch (InternalAuthenticationServiceException ex) {
			throw (ex.getCause() instanceof DataAccessException cause) ? cause : ex;
		}
		catch (BadCredentialsException | AccountStatusException ex) {
			failed = true;
			this.trail.wrong(attempt.getName(), words(ex, pause));
			throw ex;
		}
		finally {
			if (!failed) {
				this.throttle.giveBack(counted);
			}
		}
	}

	private Attempt counted(Authentication attempt) {
		String name = attempt.getName();
		if (attempt.getDetails() instanceof Attempt own) {
			return own;
		}
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: "";
		String mark = (attempt.getDetails() instanceof SignInDetails details) ? details.mark() : null;
		return Optional.ofNullable(mark)
			.flatMap((known) -> this.browsers.attempt(known, name))
			.orElseGet(() -> Attempt.ofStranger(name, address));
	}

	private static String words(AuthenticationException refusal, Duration wait) {
		String reason = (refusal instanceof DisabledException) ? "The account is disabled"
				: "User name or password is wrong";
		return reason
				+ (wait.isZero() ? "" : "; further attempts are paused for " + Throttle.TooManyFailures.words(wait));
	}

}
