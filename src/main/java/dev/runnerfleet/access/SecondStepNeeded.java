package dev.runnerfleet.access;

import org.springframework.security.core.AuthenticationException;

/** The password was right, and does not suffice. */
class SecondStepNeeded extends AuthenticationException {

	private final SignIn signIn;

	SecondStepNeeded(SignIn signIn) {
		super("The password of this user does not suffice. Use an API token in its place.");
		this.signIn = signIn;
	}

	SignIn signIn() {
		return this.signIn;
	}

}
