package dev.runnerfleet.fleet;

/** What keeps a fleet from taking jobs once it is closed. */
enum ClosedPart {

	/** The Auto Scaling group; before is {@code min,max,desired,protected}. */
	GROUP,
	/** The manager's instance, which was running. */
	MANAGER,
	/** The runner in GitLab, which took jobs. */
	RUNNER

}
