package dev.runnerfleet.sandbox.cloudformation;

import java.util.Map;

import dev.runnerfleet.sandbox.story.History;

/**
 * Knows what stands in the way of deleting a stack's resources at the time that somebody
 * asks for it.
 */
public interface Hindrances {

	/** AWS's reason for each resource that would not go, by logical id. */
	Map<String, String> of(History history);

}
