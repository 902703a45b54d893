package dev.runnerfleet.stack;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.secret.Secret;

/**
 * What a stack is to become.
 *
 * @param stackId a stack that is there
 * @param templateBody the template, at most 51,200 bytes
 * @param parameters plain parameter values by name
 * @param secrets new values of NoEcho parameters by name; passed on, never kept
 * @param kept parameters that keep the value that AWS has
 * @param resourcesAfter how many resources these parameters lead to
 * @param requestedBy who asks
 */
public record PreviewRequest(UUID stackId, String templateBody, Map<String, String> parameters,
		Map<String, Secret> secrets, Set<String> kept, int resourcesAfter, String requestedBy) {

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "PreviewRequest[stackId=%s]".formatted(this.stackId);
	}

}
