package dev.runnerfleet.database;

/** Stops a start whose database is none that the portal can use. */
class UnusableDatabase extends RuntimeException {

	private final String next;

	/**
	 * @param what is in the way, without a password
	 * @param next what to do about it
	 */
	UnusableDatabase(String what, String next) {
		super(what);
		this.next = next;
	}

	/**
	 * One that is neither H2 nor PostgreSQL.
	 * @param address the beginning of the address, which holds no password
	 */
	static UnusableDatabase at(String address) {
		return new UnusableDatabase("The portal cannot use a database at '%s…'.".formatted(address),
				"Set spring.datasource.url to jdbc:postgresql://HOST:5432/NAME, with name and password in "
						+ "spring.datasource.username and spring.datasource.password, or leave it out to use the embedded "
						+ "database. Then start the portal again.");
	}

	String next() {
		return this.next;
	}

}
