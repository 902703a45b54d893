package dev.runnerfleet.gitlab;

/**
 * Why a call to GitLab led to nothing, as data; each case knows its own words, so that
 * the compiler asks for them when a case is added.
 */
public sealed interface GitLabFailure permits InputFailure, UrlFailure, ConnectionFailure, AnswerFailure, PerhapsMade {

	/** What happened, why, and what to do next. */
	Explanation explain();

}
