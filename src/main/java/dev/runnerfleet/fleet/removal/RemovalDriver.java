package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.removal.RemovalConfiguration.RemovalProperties;
import dev.runnerfleet.fleet.removal.RemovalStep.State;
import dev.runnerfleet.logs.LogSubject;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRemover;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a removal from one step to the next. Like the tracker it keeps nothing in memory:
 * what was done is in the tables, and what may have been done is done again.
 */
@Component
class RemovalDriver {

	/** Longer than any one call to GitLab or AWS takes. */
	private static final Duration ONE_CALL = Duration.ofMinutes(2);

	private final Removals removals;

	private final RemovalStepRunner work;

	private final Stacks stacks;

	private final StackRemover remover;

	private final RemovalProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	RemovalDriver(Removals removals, RemovalStepRunner work, Stacks stacks, StackRemover remover,
			RemovalProperties properties, TransactionTemplate transaction, Clock clock) {
		this.removals = removals;
		this.work = work;
		this.stacks = stacks;
		this.remover = remover;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Works once on the step whose turn it is.
	 * @param removalId the removal
	 * @return the pause until the next time, empty if there is nothing more to do
	 */
	Optional<Duration> advance(UUID removalId) {
		Removal removal = this.removals.find(removalId).orElse(null);
		RemovalStep step = (removal != null) ? removal.current().orElse(null) : null;
		if (removal == null || step == null) {
			Optional.ofNullable(removal).ifPresent((over) -> this.remover.done(over.operationId()));
			return Optional.empty();
		}
		try (LogSubject subject = LogSubject.operation(removal.fleetId(), removal.operationId())) {
			return advance(removal, step);
		}
	}

	private Optional<Duration> advance(Removal removal, RemovalStep step) {
		if (step.kind().needsToken()) {
			return Optional.of(await(removal, step));
		}
		if (this.removals.claim(step)) {
			this.remover.progressed(removal.fleetId());
			return Optional.of(Duration.ZERO);
		}
		Stack stack = this.stacks.find(removal.fleetId()).orElseThrow();
		StepProgress progress = attempt(removal, step, stack.place());
		store(removal, step, progress);
		return Optional.of(progress.pause());
	}

	/**
	 * Stores how far a step is. What fails before the deletion ends the removal, so that
	 * somebody can see to it; what fails afterwards is told on the receipt.
	 */
	void store(Removal removal, RemovalStep step, StepProgress progress) {
		RemovalStep after = step.after(progress, this.clock.instant());
		if (after.equals(step)) {
			return;
		}
		this.transaction.executeWithoutResult((status) -> {
			this.remover.hold(removal.operationId());
			this.remover.progressed(removal.fleetId());
			boolean stored = this.removals.update(after);
			if (stored && after.state() == State.FAILED && !step.kind().needsToken() && removal.beforeDeletion()) {
				this.remover.giveUp(removal.operationId(), step.kind().label() + ": " + after.words());
				this.removals.skipRest(removal.id());
			}
		});
	}

	/** Whoever has the token acts by itself; it may have been lost with its portal. */
	private Duration await(Removal removal, RemovalStep step) {
		Instant begun = step.begunAt();
		Instant lost = (begun != null) ? begun.plus(ONE_CALL) : removal.since().plus(this.properties.tokenLost());
		if (this.clock.instant().isBefore(lost)) {
			return this.properties.pause();
		}
		store(removal, step, StepProgress.ended(State.SKIPPED, switch (step.kind()) {
			case LAUNCH_AGAIN -> "The portal was restarted and no longer has the runner token.";
			case PAUSE_RUNNER ->
				"The portal was restarted and no longer has the access token. Pause the runner in GitLab.";
			case RESUME_RUNNER ->
				"The portal was restarted and no longer has the access token. Let the runner go on in GitLab.";
			default -> "The portal was restarted and no longer has the access token. Remove the runner in GitLab.";
		}));
		return Duration.ZERO;
	}

	/** What passes by itself, such as a session that is renewed, is waited out. */
	private StepProgress attempt(Removal removal, RemovalStep step, Place place) {
		try {
			return bounded(step, this.work.on(removal, step, place));
		}
		catch (AwsFailure ex) {
			boolean waits = ex.passing() && !overdue(step, this.properties.patience().multipliedBy(2));
			return waits ? StepProgress.again(step.amount(), ex.words(), this.properties.pause().multipliedBy(5))
					: StepProgress.failed(step.amount(), ex.words());
		}
	}

	/** AWS alone decides how long a deletion may take. */
	private StepProgress bounded(RemovalStep step, StepProgress progress) {
		boolean overdue = overdue(step, this.properties.patience());
		return (overdue && !progress.state().ended() && step.kind() != RemovalStep.Kind.DELETE_STACK
				&& !progress.pause().isZero())
						? StepProgress.failed(progress.amount(), "%s after %d min. Look after it in the AWS console."
							.formatted(progress.words().replaceAll("\\.$", ""), this.properties.patience().toMinutes()))
						: progress;
	}

	private boolean overdue(RemovalStep step, Duration patience) {
		Instant begun = step.begunAt();
		return begun != null && begun.plus(patience).isBefore(this.clock.instant());
	}

}
