package dev.runnerfleet.access;

import java.time.Duration;

import org.springframework.security.core.AuthenticationException;

/** Turns a sign-in away unchecked, because too many failed before it. */
class TooManyFailures extends AuthenticationException {

	private final Duration wait;

	TooManyFailures(Duration wait) {
		super("Too many failed attempts. Try again in " + words(wait) + ".");
		this.wait = wait;
	}

	/** At least a second. */
	long seconds() {
		return Math.max(1, this.wait.plusMillis(999).toSeconds());
	}

	static String words(Duration wait) {
		long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
		if (seconds < 90) {
			return (seconds == 1) ? "a second" : seconds + " seconds";
		}
		return (seconds + 59) / 60 + " minutes";
	}

}
