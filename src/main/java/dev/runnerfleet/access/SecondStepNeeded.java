package dev.runnerfleet.access;

import dev.runnerfleet.access.user.Account;

import org.springframework.security.core.AuthenticationException;

/** The password was right, and does not suffice. */
class SecondStepNeeded extends AuthenticationException {

	private final Account.SignIn signIn;

	SecondStepNeeded(Account.SignIn signIn) {
		super("The password of this user does not suffice. Use an API token in its place.");
		this.signIn = signIn;
	}

	Account.SignIn signIn() {
		return this.signIn;
	}

}
