package dev.runnerfleet.gitlab;

import java.net.URI;

/** A GitLab that this very process serves, exempt from the guard for its one URL. */
@FunctionalInterface
public interface TrustedGitLab {

	/**
	 * Where it is.
	 * @return its exact URL, without a slash at its end
	 */
	URI url();

}
