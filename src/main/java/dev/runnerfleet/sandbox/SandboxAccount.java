package dev.runnerfleet.sandbox;

/** The one account that the sandbox pretends to be. */
final class SandboxAccount {

	/** A number that AWS itself uses for examples only. */
	static final String ID = "111122223333";

	private SandboxAccount() {
	}

}
