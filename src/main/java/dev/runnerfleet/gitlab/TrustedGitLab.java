package dev.runnerfleet.gitlab;

import java.net.URI;

/** A GitLab that this very process serves, exempt from the guard for its one URL. */
@FunctionalInterface
public interface TrustedGitLab {

	/**
	 * Tells whether a URL is that GitLab's.
	 * @param base a normalised URL without a slash at its end
	 * @return whether it is exactly the trusted one
	 */
	boolean isAt(URI base);

}
