package dev.runnerfleet.sandbox.manager;

/**
 * What a fleet has to do, so that the sandbox's GitLab tells the same as the fleet's
 * manager.
 */
@FunctionalInterface
public interface JobsInLine {

	/**
	 * The jobs of a fleet.
	 * @param fleet its name
	 */
	Line of(String fleet);

	/**
	 * Jobs at a time.
	 *
	 * @param alive whether a manager asks for jobs
	 * @param running how many run
	 * @param waiting how many wait
	 */
	record Line(boolean alive, int running, int waiting) {

		/** Nobody asks for jobs. */
		public static final Line NONE = new Line(false, 0, 0);

	}

}
