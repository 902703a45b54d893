package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
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

	private final TrackingSchedule tracking;

	private final StackNames names;

	private final LateConfirmations lateConfirmations;

	private final CloudFormation cloudFormation;

	private final LaunchCall call;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StackLauncher(StackRows stacks, Operations operations, CloudFormation cloudFormation, TrackingSchedule tracking,
			StackNames names, LateConfirmations lateConfirmations, TransactionTemplate transaction, Clock clock) {
		this.stacks = stacks;
		this.operations = operations;
		this.tracking = tracking;
		this.names = names;
		this.lateConfirmations = lateConfirmations;
		this.cloudFormation = cloudFormation;
		this.call = new LaunchCall(stacks, operations, cloudFormation, lateConfirmations, tracking, transaction);
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
	public StackLaunch.Outcome launch(StackLaunch launch, Consumer<UUID> alongside, StackLaunch.Secrets secrets) {
		Optional<UUID> earlier = this.operations.stackOfRequest(launch.requestKey());
		if (earlier.isPresent()) {
			return new StackLaunch.Outcome.Launched(earlier.get());
		}
		Operation operation;
		try {
			operation = plan(launch, alongside);
		}
		catch (DuplicateKeyException ex) {
			if (this.names.freed(launch.place(), launch.name())) {
				return launch(launch, alongside, secrets);
			}
			return this.operations
				.stackOfRequest(launch.requestKey()).<StackLaunch
						.Outcome>map(StackLaunch.Outcome.Launched::new)
				.orElseGet(StackLaunch.Outcome.NameTaken::new);
		}
		return send(launch, secrets, operation, (reason) -> withdraw(operation));
	}

	/**
	 * Launches the next stack in the place of one that is gone or never came to be. The
	 * history goes on; what is known of the resources and outputs of the first is
	 * forgotten.
	 * @param stackId the stack, {@code DELETE_COMPLETE} or {@code NOT_SENT}
	 * @param launch what to launch
	 * @param alongside writes what belongs to it, in the transaction of the intent
	 * @param secrets gets what must not be recorded, after the intent
	 * @return what became of it; where nothing did, it can be tried once more
	 */
	public StackLaunch.Outcome relaunch(UUID stackId, StackLaunch launch, Runnable alongside,
			StackLaunch.Secrets secrets) {
		Intent intent;
		try {
			Optional<Operation> arrived = this.lateConfirmations.look(stackId);
			if (arrived.isPresent()) {
				return new StackLaunch.Outcome.Arrived(arrived.get());
			}
			intent = planAgain(stackId, launch, alongside);
		}
		catch (AwsFailure ex) {
			return new StackLaunch.Outcome.Refused(ex);
		}
		catch (DuplicateKeyException ex) {
			return this.names.freed(launch.place(), launch.name()) ? relaunch(stackId, launch, alongside, secrets)
					: new StackLaunch.Outcome.NameTaken();
		}
		if (intent instanceof Intent.Busy busy) {
			return new StackLaunch.Outcome.TooLate(busy.underWay());
		}
		Operation operation = ((Intent.Recorded) intent).operation();
		return send(launch, secrets, operation, (reason) -> end(operation, reason));
	}

	/**
	 * Asks AWS for a name, for those who would rather wait than record a launch that AWS
	 * refuses at the moment.
	 * @param place where to ask
	 * @param name a stack's name
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public void requireAnswer(Place place, String name) {
		this.cloudFormation.describe(place, name);
	}

	/**
	 * Whether a stack has a name; one that somebody only looks at before it is made has
	 * none for long.
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public boolean isTaken(Place place, String name) {
		return this.cloudFormation.describe(place, name)
			.map(StackDescription::status)
			.filter((status) -> status.phase() != StackStatus.Phase.GONE && !status.name().equals("REVIEW_IN_PROGRESS"))
			.isPresent();
	}

	/** The stack that was launched by an earlier copy of a request. */
	public Optional<UUID> launched(String requestKey) {
		return this.operations.stackOfRequest(requestKey);
	}

	/** Whatever ends before AWS has begun leaves no trace, or only that it was tried. */
	private StackLaunch.Outcome send(StackLaunch launch, StackLaunch.Secrets secrets, Operation operation,
			Consumer<String> withdrawal) {
		Map<String, Secret> obtained;
		try {
			obtained = secrets.get();
			this.transaction.executeWithoutResult((status) -> stillPlanned(operation));
		}
		catch (RuntimeException ex) {
			withdrawUnused(withdrawal, secrets);
			throw ex;
		}
		StackLaunch.Outcome outcome = this.call.make(launch, obtained, operation);
		if (outcome instanceof StackLaunch.Outcome.NameTaken) {
			withdrawal.accept("Another stack has taken the name %s. Remove that one, or launch another fleet like this."
				.formatted(launch.name()));
		}
		else if (outcome instanceof StackLaunch.Outcome.Refused refused) {
			withdrawal.accept(refused.failure().words());
		}
		return outcome;
	}

	/** The database may be why, and then be away for this as well. */
	private static void withdrawUnused(Consumer<String> withdrawal, StackLaunch.Secrets secrets) {
		try {
			withdrawal.accept("There was no runner token to launch with.");
		}
		finally {
			secrets.unused();
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

	private Intent planAgain(UUID stackId, StackLaunch launch, Runnable alongside) {
		return this.transaction.execute((status) -> {
			Stack stack = this.stacks.lock(stackId);
			boolean free = stack.status().phase() == StackStatus.Phase.GONE
					|| stack.status().equals(StackStatus.NOT_SENT);
			Optional<Operation> underWay = this.operations.unfinished(List.of(stackId)).stream().findFirst();
			if (!free || underWay.isPresent()) {
				return new Intent.Busy(underWay.or(() -> this.operations.latest(stackId)).orElseThrow());
			}
			Operation operation = Operation.planned(stackId, Operation.Kind.LAUNCH, launch.requestedBy(),
					stack.lastSeq(), this.clock.instant());
			this.stacks.forget(stackId);
			this.stacks.update(stack.plannedAgain(launch));
			this.operations.insert(operation, launch.requestKey());
			alongside.run();
			this.tracking.begin(operation);
			return new Intent.Recorded(operation, stack);
		});
	}

	/**
	 * Whoever took longer than the tracker waits has been given up, and must not begin.
	 */
	private void stillPlanned(Operation operation) {
		boolean planned = this.operations.lock(operation.id())
			.filter((current) -> current.state() == Operation.State.PLANNED)
			.isPresent();
		if (!planned) {
			throw new StackLaunch.GivenUp();
		}
		this.tracking.postpone(operation.id());
	}

	/** What somebody has launched again meanwhile, or AWS carries out, stays. */
	private void withdraw(Operation operation) {
		this.transaction.executeWithoutResult((status) -> {
			this.tracking.end(operation.id());
			this.operations.lock(operation.id()).filter(Operation::unconfirmed).ifPresent((current) -> {
				UUID stackId = this.stacks.lock(current.stackId()).id();
				this.operations.latest(stackId)
					.filter((latest) -> latest.id().equals(current.id()))
					.ifPresent((latest) -> this.stacks.delete(stackId));
			});
		});
	}

	private void end(Operation operation, String reason) {
		this.transaction.executeWithoutResult((status) -> {
			this.tracking.end(operation.id());
			Instant now = this.clock.instant();
			this.operations.lock(operation.id())
				.filter((current) -> current.state() == Operation.State.PLANNED)
				.ifPresent((current) -> {
					this.operations.update(current.failed(now, OperationFailure.refused(reason)));
					this.stacks.update(this.stacks.lock(operation.stackId()).notSent(now));
				});
		});
	}

}
