package dev.runnerfleet.stack;

import java.util.Map;

/**
 * Everything that a new stack needs.
 *
 * @param name the stack's name
 * @param region where it goes
 * @param templateBody the template, at most 51,200 bytes
 * @param parameters plain parameter values by name
 * @param terminationProtection whether a delete must be allowed explicitly first
 * @param keepOnFailure whether a failed launch is left as it is instead of rolled back
 * @param resourcesTotal how many resources these parameters lead to
 * @param requestedBy who asks
 * @param requestKey the same for each copy of one request
 */
public record StackLaunch(String name, String region, String templateBody, Map<String, String> parameters,
		boolean terminationProtection, boolean keepOnFailure, int resourcesTotal, String requestedBy,
		String requestKey) {

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "StackLaunch[name=%s, region=%s]".formatted(this.name, this.region);
	}

}
