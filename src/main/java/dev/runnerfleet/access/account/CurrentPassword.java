package dev.runnerfleet.access.account;

import java.util.Optional;

import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.access.throttle.Attempt;
import dev.runnerfleet.access.throttle.Throttle;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Asks once more for the password before something that whoever finds an open browser
 * must not do.
 */
@Component
class CurrentPassword {

	private final AuthenticationManager passwords;

	CurrentPassword(AuthenticationManager passwords) {
		this.passwords = passwords;
	}

	/** What is wrong with it, in a sentence; empty where it is right. */
	Optional<String> problem(String name, String password) {
		UsernamePasswordAuthenticationToken attempt = UsernamePasswordAuthenticationToken.unauthenticated(name,
				password);
		attempt.setDetails(Attempt.ofSession(name));
		try {
			this.passwords.authenticate(attempt);
			return Optional.empty();
		}
		catch (Throttle.TooManyFailures | HashingQueue.TooBusy ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
		catch (AuthenticationException ex) {
			return Optional.of("This is not your current password.");
		}
	}

}
