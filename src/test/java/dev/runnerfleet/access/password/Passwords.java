package dev.runnerfleet.access.password;

import org.springframework.security.crypto.password.PasswordEncoder;

/** Keeps passwords in tests as the application does. */
public final class Passwords {

	private Passwords() {
	}

	public static PasswordEncoder encoder() {
		return new PasswordConfiguration().passwordEncoder();
	}

}
