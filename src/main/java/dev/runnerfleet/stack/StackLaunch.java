package dev.runnerfleet.stack;

import java.util.Map;

import dev.runnerfleet.secret.Secret;

/**
 * Everything that a new stack needs.
 *
 * @param name the stack's name
 * @param region where it goes
 * @param templateBody the template, at most 51,200 bytes
 * @param parameters plain parameter values by name
 * @param secrets values of NoEcho parameters by name
 * @param terminationProtection whether a delete must be allowed explicitly first
 * @param keepOnFailure whether a failed launch is left as it is instead of rolled back
 * @param resourcesTotal how many resources these parameters lead to
 * @param requestedBy who asks
 * @param requestKey the same for each copy of one request
 */
public record StackLaunch(String name, String region, String templateBody, Map<String, String> parameters,
		Map<String, Secret> secrets, boolean terminationProtection, boolean keepOnFailure, int resourcesTotal,
		String requestedBy, String requestKey) {

	String scrub(String text) {
		String scrubbed = text;
		for (Secret secret : this.secrets.values()) {
			scrubbed = secret.scrub(scrubbed);
		}
		return scrubbed;
	}

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "StackLaunch[name=%s, region=%s]".formatted(this.name, this.region);
	}

}
