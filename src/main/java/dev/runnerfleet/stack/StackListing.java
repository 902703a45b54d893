package dev.runnerfleet.stack;

import java.util.HashMap;
import java.util.Map;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;

/** Looks at all stacks of a region at once, which costs a call for each hundred. */
@Component
class StackListing {

	private final Aws aws;

	StackListing(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Lists a region's stacks, deleted ones included for as long as AWS lists them.
	 * @return how AWS shows each, by ARN
	 * @throws AwsFailure if AWS could not be asked
	 */
	Map<String, Sighting> of(String region) {
		return AwsFailure.guard("cloudformation:ListStacks", () -> {
			Map<String, Sighting> stacks = new HashMap<>();
			this.aws.cloudFormation(region)
				.listStacksPaginator()
				.stackSummaries()
				.forEach((summary) -> stacks.put(summary.stackId(), Sighting.of(summary)));
			return stacks;
		});
	}

	/**
	 * Whether the portal's identity belongs to a stack's account; another account knows
	 * nothing of the stack, which does not mean that it is gone.
	 */
	boolean inAccountOf(String region, String arn) {
		String account = AwsFailure.guard("sts:GetCallerIdentity", () -> this.aws.sts(region).getCallerIdentity())
			.account();
		String[] parts = arn.split(":");
		return parts.length < 5 || parts[4].equals(account);
	}

}
