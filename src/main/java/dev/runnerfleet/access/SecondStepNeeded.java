package dev.runnerfleet.access;

import org.springframework.security.core.AuthenticationException;

/** The password was right, and does not suffice. */
class SecondStepNeeded extends AuthenticationException {

	private final SignIn signIn;

	SecondStepNeeded(SignIn signIn) {
		super("This user has a second factor. Use an API token in place of the password.");
		this.signIn = signIn;
	}

	SignIn signIn() {
		return this.signIn;
	}

}
