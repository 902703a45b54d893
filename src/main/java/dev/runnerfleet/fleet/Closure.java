package dev.runnerfleet.fleet;

/**
 * Something that a removal has closed, so that it can be opened again as it was.
 *
 * @param part what it is
 * @param subject its name in AWS or its address in GitLab
 * @param before how it was
 */
record Closure(Part part, String subject, String before) {

	/** What keeps a fleet from taking jobs once it is closed. */
	enum Part {

		/** The Auto Scaling group; before is {@code min,max,desired,protected}. */
		GROUP,
		/** The manager's instance, which was running. */
		MANAGER,
		/** The runner in GitLab, which took jobs. */
		RUNNER

	}

}
