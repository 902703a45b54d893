package dev.runnerfleet.sandbox.account;

/** The one account that the sandbox pretends to be. */
public final class SandboxAccount {

	/** A number that AWS itself uses for examples only. */
	public static final String ID = "111122223333";

	/**
	 * The role that CloudFormation works with where it does not use its caller's rights.
	 */
	public static final String SERVICE_ROLE = "runner-fleet-cloudformation";

	/** Whoever names a bucket so finds the name taken. */
	private static final String TAKEN = "taken";

	private SandboxAccount() {
	}

	/** The KMS key that the account has made itself, and lets nobody else use. */
	public static String ownKey(String region) {
		return "arn:aws:kms:%s:%s:key/%s".formatted(region, ID, Ids.uuid("key", region));
	}

	/** Whether another account has a bucket of that name. */
	public static boolean isTaken(String bucket) {
		return bucket.contains(TAKEN);
	}

}
