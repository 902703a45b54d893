package dev.runnerfleet.aws;

/**
 * Where the portal works: what clients, budgets and rows are kept by, as each account has
 * limits of its own in each of its regions.
 *
 * @param account whose account it is; so far there is {@link #OWN} alone
 * @param region the region's code, such as {@code eu-central-1}
 */
public record Place(String account, String region) {

	/** The account that the portal's own identity belongs to, whichever that is. */
	public static final String OWN = "own";

	/** A region of the portal's own account. */
	public static Place in(String region) {
		return new Place(OWN, region);
	}

	/**
	 * Reads a key.
	 * @param key what {@link #key()} gave
	 */
	public static Place of(String key) {
		int slash = key.indexOf('/');
		return (slash < 0) ? in(key) : new Place(key.substring(0, slash), key.substring(slash + 1));
	}

	/**
	 * Its name where one text has to do, such as a task's id.
	 * @return the region alone for the portal's own account, as before there were others
	 */
	public String key() {
		return this.account.equals(OWN) ? this.region : this.account + "/" + this.region;
	}

	/** The key, as it is for people in the log, too. */
	@Override
	public String toString() {
		return key();
	}

}
