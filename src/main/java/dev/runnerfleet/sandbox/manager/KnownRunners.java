package dev.runnerfleet.sandbox.manager;

/**
 * The runners that a manager's GitLab knows at the time at which AWS is asked for a
 * manager.
 */
@FunctionalInterface
public interface KnownRunners {

	/** Whether one of them has the token. */
	boolean accept(String token);

}
