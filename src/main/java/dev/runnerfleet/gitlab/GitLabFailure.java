package dev.runnerfleet.gitlab;

/**
 * Why a call to GitLab led to nothing, as data; each case knows its own words, so that
 * the compiler asks for them when a case is added.
 */
public interface GitLabFailure {

	/** What happened, why, and what to do next. */
	Explanation explain();

	/**
	 * Whether GitLab was asked and has certainly done nothing, as opposed to a question
	 * that was never sent, and to one of which nobody can tell.
	 */
	default boolean askedInVain() {
		return false;
	}

}
