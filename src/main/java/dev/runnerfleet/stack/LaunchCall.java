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

	private final LateConfirmations lateConfirmations;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	LaunchCall(StackRows stacks, Operations operations, CloudFormation cloudFormation,
			LateConfirmations lateConfirmations, TrackingSchedule tracking, TransactionTemplate transaction) {
		this.stacks = stacks;
		this.operations = operations;
		this.cloudFormation = cloudFormation;
		this.lateConfirmations = lateConfirmations;
		this.tracking = tracking;
		this.transaction = transaction;
	}

	/**
	 * Makes the call.
	 * @return what became of it; where the name is taken or AWS has refused, the intent
	 * is for the caller to end
	 */
	StackLaunch.Outcome make(StackLaunch launch, Map<String, Secret> secrets, Operation operation) {
		try {
			String arn = this.cloudFormation.create(launch, secrets, operation.stackId(), operation.id());
			return begun(operation, arn);
		}
		catch (AwsFailure ex) {
			AwsFailure answer = ex.scrubbed((text) -> scrubbed(text, secrets));
			if (ex.kind() == AwsFailure.Kind.EXISTS) {
				return existing(launch, operation, answer);
			}
			return ex.certain() ? new StackLaunch.Outcome.Refused(answer) : unanswered(operation, answer);
		}
	}

	private StackLaunch.Outcome unanswered(Operation operation, AwsFailure answer) {
		this.transaction.executeWithoutResult((status) -> this.operations.lock(operation.id())
			.filter((current) -> current.state() == Operation.State.PLANNED)
			.ifPresent((current) -> {
				this.operations.update(current.unanswered(answer.words()));
				this.stacks.update(this.stacks.lock(operation.stackId()));
			}));
		return new StackLaunch.Outcome.Unanswered(operation.stackId());
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
	private StackLaunch.Outcome existing(StackLaunch launch, Operation operation, AwsFailure answer) {
		try {
			Optional<StackDescription> found = this.cloudFormation.describe(launch.place(), launch.name());
			if (found.isEmpty() && !answer.certain()) {
				return unanswered(operation, answer);
			}
			if (found.filter((stack) -> stack.belongsTo(operation.stackId())).isEmpty()) {
				return new StackLaunch.Outcome.NameTaken();
			}
			return this.lateConfirmations
				.launched(operation.stackId(), found.get()).<StackLaunch
						.Outcome>map(
								(begun) -> begun.id().equals(operation.id())
										? new StackLaunch.Outcome.Launched(operation.stackId())
										: new StackLaunch.Outcome.Arrived(begun))
				.orElseGet(() -> unanswered(operation, answer));
		}
		catch (AwsFailure ex) {
			return unanswered(operation, answer);
		}
	}

	private StackLaunch.Outcome begun(Operation operation, String arn) {
		this.transaction.executeWithoutResult((status) -> {
			Operation current = this.operations.lock(operation.id()).orElseThrow();
			if (current.state() != Operation.State.RUNNING) {
				this.operations.update(current.running());
				this.stacks.update(this.stacks.lock(operation.stackId()).known(arn));
			}
			this.tracking.now(operation.id());
		});
		return new StackLaunch.Outcome.Launched(operation.stackId());
	}

}
