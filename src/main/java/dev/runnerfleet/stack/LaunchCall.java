package dev.runnerfleet.stack;

import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.secret.Secret;

import org.springframework.transaction.support.TransactionTemplate;

/** Asks AWS for a stack whose intent is recorded, and stores that it has begun. */
class LaunchCall {

	private final StackRows stacks;

	private final Operations operations;

	private final CloudFormation cloudFormation;

	private final Tracking tracking;

	private final TransactionTemplate transaction;

	LaunchCall(StackRows stacks, Operations operations, CloudFormation cloudFormation, Tracking tracking,
			TransactionTemplate transaction) {
		this.stacks = stacks;
		this.operations = operations;
		this.cloudFormation = cloudFormation;
		this.tracking = tracking;
		this.transaction = transaction;
	}

	/**
	 * Makes the call.
	 * @return what became of it; where the name is taken or AWS has refused, the intent
	 * is for the caller to end
	 */
	LaunchOutcome make(StackLaunch launch, Map<String, Secret> secrets, Operation operation) {
		try {
			String arn = this.cloudFormation.create(launch, secrets, operation.stackId(), operation.id());
			return begun(operation, arn);
		}
		catch (AwsFailure ex) {
			return switch (ex.certain() ? ex.kind() : AwsFailure.Kind.UNKNOWN) {
				case UNKNOWN -> new LaunchOutcome.Unanswered(operation.stackId());
				case EXISTS -> existing(launch, operation);
				default -> new LaunchOutcome.Refused(ex.scrubbed((text) -> scrubbed(text, secrets)));
			};
		}
	}

	private static String scrubbed(String text, Map<String, Secret> secrets) {
		String scrubbed = text;
		for (Secret secret : secrets.values()) {
			scrubbed = secret.scrub(scrubbed);
		}
		return scrubbed;
	}

	/**
	 * A retried call can find the stack that its own first attempt has made. Whose it is
	 * stays open where AWS does not say; the tracker goes on asking.
	 */
	private LaunchOutcome existing(StackLaunch launch, Operation operation) {
		Optional<Description> found;
		try {
			found = this.cloudFormation.describe(launch.region(), launch.name());
		}
		catch (AwsFailure ex) {
			return new LaunchOutcome.Unanswered(operation.stackId());
		}
		if (found.isPresent() && found.get().belongsTo(operation.stackId())) {
			return begun(operation, found.get().arn());
		}
		return new LaunchOutcome.NameTaken();
	}

	private LaunchOutcome begun(Operation operation, String arn) {
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.state() != Operation.State.RUNNING) {
				this.operations.update(current.running());
				this.stacks.update(this.stacks.lock(operation.stackId()).known(arn));
			}
			this.tracking.now(operation.id());
		});
		return new LaunchOutcome.Launched(operation.stackId());
	}

}
