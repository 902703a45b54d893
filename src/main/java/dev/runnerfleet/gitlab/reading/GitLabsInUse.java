package dev.runnerfleet.gitlab.reading;

import java.util.List;

/** Tells which GitLabs it is worth to read: those that somebody's fleets work for. */
@FunctionalInterface
public interface GitLabsInUse {

	/** Their addresses as they were given. */
	List<String> urls();

}
