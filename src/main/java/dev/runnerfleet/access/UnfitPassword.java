package dev.runnerfleet.access;

/**
 * Stops a first start whose administrator would have a password that is easily guessed.
 */
class UnfitPassword extends RuntimeException {

	UnfitPassword(String why) {
		super("PORTAL_ADMIN_PASSWORD cannot be used. " + why);
	}

}
