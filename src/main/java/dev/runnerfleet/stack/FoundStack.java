package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A stack that was made elsewhere, as AWS describes it.
 *
 * @param arn its id
 * @param name its name
 * @param region where it is
 * @param status its status
 * @param createdAt when it was made
 * @param fleet the value of the portal's tag, if it has one
 * @param nested whether it is a part of another stack
 * @param parameters its parameters by name, those with NoEcho masked by AWS
 * @param outputs its outputs
 */
public record FoundStack(String arn, String name, String region, StackStatus status, Instant createdAt,
		@Nullable String fleet, boolean nested, Map<String, String> parameters, List<StackOutput> outputs) {

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "FoundStack[arn=%s, status=%s]".formatted(this.arn, this.status.name());
	}

}
