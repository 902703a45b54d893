package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.secret.Secret;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Launches stacks: the intent is committed, only then is AWS called, so that whatever
 * happens in between is found by the tracker.
 */
@Component
public class StackLauncher {

	private final StackRows stacks;

	private final Operations operations;

	private final CloudFormation cloudFormation;

	private final Tracking tracking;

	private final StackNames names;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StackLauncher(StackRows stacks, Operations operations, CloudFormation cloudFormation, Tracking tracking,
			StackNames names, TransactionTemplate transaction, Clock clock) {
		this.stacks = stacks;
		this.operations = operations;
		this.cloudFormation = cloudFormation;
		this.tracking = tracking;
		this.names = names;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Launches a stack once, however often the same request comes.
	 * @param launch what to launch
	 * @param alongside writes what belongs to the new stack, in the transaction of the
	 * intent
	 * @param secrets gets what must not be recorded, after the intent
	 * @return what became of it
	 */
	public LaunchOutcome launch(StackLaunch launch, Consumer<UUID> alongside, Secrets secrets) {
		Optional<UUID> earlier = this.operations.stackOfRequest(launch.requestKey());
		if (earlier.isPresent()) {
			return new LaunchOutcome.Launched(earlier.get());
		}
		Operation operation;
		try {
			operation = plan(launch, alongside);
		}
		catch (DuplicateKeyException ex) {
			if (this.names.freed(launch.region(), launch.name())) {
				return launch(launch, alongside, secrets);
			}
			return this.operations.stackOfRequest(launch.requestKey())
				.<LaunchOutcome>map(LaunchOutcome.Launched::new)
				.orElseGet(LaunchOutcome.NameTaken::new);
		}
		return send(launch, obtained(secrets, operation), operation);
	}

	private Map<String, Secret> obtained(Secrets secrets, Operation operation) {
		try {
			Map<String, Secret> obtained = secrets.get();
			this.transaction.executeWithoutResult((status) -> stillPlanned(operation));
			return obtained;
		}
		catch (RuntimeException ex) {
			withdraw(operation);
			throw ex;
		}
	}

	private Operation plan(StackLaunch launch, Consumer<UUID> alongside) {
		Instant now = this.clock.instant();
		Operation operation = Operation.planned(UUID.randomUUID(), Operation.Kind.LAUNCH, launch.requestedBy(), 0, now);
		this.transaction.executeWithoutResult((status) -> {
			this.stacks.insert(Stack.planned(operation.stackId(), launch, now));
			this.operations.insert(operation, launch.requestKey());
			alongside.accept(operation.stackId());
			this.tracking.begin(operation);
		});
		return operation;
	}

	/**
	 * Whoever took longer than the tracker waits has been given up, and must not begin.
	 */
	private void stillPlanned(Operation operation) {
		boolean planned = this.operations.lock(operation.id())
			.filter((current) -> current.state() == Operation.State.PLANNED)
			.isPresent();
		if (!planned) {
			throw new LaunchGivenUp();
		}
		this.tracking.postpone(operation.id());
	}

	private LaunchOutcome send(StackLaunch launch, Map<String, Secret> secrets, Operation operation) {
		try {
			String arn = this.cloudFormation.create(launch, secrets, operation.stackId(), operation.id());
			return begun(operation, arn);
		}
		catch (AwsFailure ex) {
			return switch (ex.certain() ? ex.kind() : AwsFailure.Kind.UNKNOWN) {
				case UNKNOWN -> new LaunchOutcome.Unanswered(operation.stackId());
				case EXISTS -> existing(launch, operation);
				default -> {
					withdraw(operation);
					yield new LaunchOutcome.Refused(ex.scrubbed((text) -> scrubbed(text, secrets)));
				}
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
		withdraw(operation);
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

	private void withdraw(Operation operation) {
		this.transaction.executeWithoutResult((status) -> {
			this.tracking.end(operation.id());
			this.stacks.delete(operation.stackId());
		});
	}

}
