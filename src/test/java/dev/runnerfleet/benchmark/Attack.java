package dev.runnerfleet.benchmark;

/** What somebody without an account does to the portal. */
@FunctionalInterface
interface Attack {

	/**
	 * Goes on until the time is over, and stops by itself.
	 * @param port where the portal listens on loopback
	 * @param end by {@link System#nanoTime()}
	 * @return what came of it, in words
	 */
	String run(int port, long end) throws Exception;

}
