package dev.runnerfleet.database;

/** Stops a start whose database is none that the portal can use. */
class UnusableDatabase extends RuntimeException {

	/**
	 * @param address the beginning of the address, which holds no password
	 */
	UnusableDatabase(String address) {
		super("The portal cannot use a database at '%s…'.".formatted(address));
	}

}
