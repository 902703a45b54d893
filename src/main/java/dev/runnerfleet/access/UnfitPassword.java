package dev.runnerfleet.access;

/**
 * Stops a first start whose administrator would have a password that is easily guessed.
 */
class UnfitPassword extends RuntimeException {

	UnfitPassword() {
		super("PORTAL_ADMIN_PASSWORD is too short or too long. " + PasswordRule.SENTENCE);
	}

}
