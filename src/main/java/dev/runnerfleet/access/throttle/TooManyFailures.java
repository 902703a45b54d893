package dev.runnerfleet.access.throttle;

import java.time.Duration;

import org.springframework.security.core.AuthenticationException;

/** Turns a sign-in away unchecked, because too many failed before it. */
public class TooManyFailures extends AuthenticationException {

	private final Duration wait;

	TooManyFailures(Duration wait) {
		super("Too many failed attempts. Try again in " + words(wait) + ".");
		this.wait = wait;
	}

	Duration exactly() {
		return this.wait;
	}

	/** At least a second. */
	public long seconds() {
		return Math.max(1, this.wait.plusMillis(999).toSeconds());
	}

	/** In seconds or minutes, rounded up. */
	public static String words(Duration wait) {
		long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
		if (seconds < 90) {
			return (seconds == 1) ? "a second" : seconds + " seconds";
		}
		return (seconds + 59) / 60 + " minutes";
	}

}
