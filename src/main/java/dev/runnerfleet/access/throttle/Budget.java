package dev.runnerfleet.access.throttle;

import java.time.Duration;

/**
 * How many attempts are allowed: some at once, and then one more whenever a while has
 * passed. No minute holds more than {@code atOnce} and what comes back in it.
 *
 * @param atOnce how many may be made one after the other, at least 1
 * @param each how long it takes until one of them is allowed again
 */
record Budget(int atOnce, Duration each) {

	/** In milliseconds. */
	long cost() {
		return this.each.toMillis();
	}

	/** How far ahead the use of it may be for one more attempt, in milliseconds. */
	long slack() {
		return cost() * (this.atOnce - 1);
	}

	/**
	 * How far ahead no use of it can ever be, in milliseconds; a clock must have been set
	 * back.
	 */
	long beyond() {
		return cost() * (this.atOnce + 1) + Duration.ofMinutes(1).toMillis();
	}

}
