package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks ten seconds after an end and a minute after it: AWS lists some events late, and
 * an end that a listing told of lacks the rest. A look that comes late does for those
 * that were due before it.
 */
@Component
class LateEvents {

	/** Its events told of the end; what AWS describes is still to be read. */
	static final int UNDESCRIBED = -1;

	/** A listing told of the end; nothing else was read of it. */
	static final int TOLD = 0;

	/** What AWS describes is stored; its events are still to be read. */
	static final int DESCRIBED = 1;

	/** All is read that AWS told so far. */
	static final int READ = 2;

	static final Duration FIRST = Duration.ofSeconds(10);

	private static final Duration SECOND = Duration.ofSeconds(60);

	/** What cannot be read for so long is left as it is. */
	private static final Duration PATIENCE = Duration.ofHours(1);

	private final CloudFormation cloudFormation;

	private final Stacks stacks;

	private final StackRows rows;

	private final Operations operations;

	private final EventStore events;

	private final OperationCompletion completion;

	private final RefusedBeforehand refusals;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	private final Clock clock;

	LateEvents(CloudFormation cloudFormation, Stacks stacks, StackRows rows, Operations operations, EventStore events,
			OperationCompletion completion, TrackingSchedule tracking, TransactionTemplate transaction, Clock clock) {
		this.cloudFormation = cloudFormation;
		this.stacks = stacks;
		this.rows = rows;
		this.operations = operations;
		this.events = events;
		this.completion = completion;
		this.refusals = new RefusedBeforehand(cloudFormation);
		this.tracking = tracking;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks once.
	 * @param operationId an operation that is over
	 * @param brief whether what AWS describes can be read later, as others wait
	 * @return the pause until the next look, empty if there is none
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Duration> check(UUID operationId, boolean brief) {
		Operation operation = this.operations.find(operationId).filter(this::worthALook).orElse(null);
		Stack stack = (operation != null) ? this.stacks.find(operation.stackId()).orElse(null) : null;
		if (operation == null || stack == null || stack.arn() == null) {
			return Optional.empty();
		}
		try {
			return look(operation, stack, stack.arn(), brief);
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private Optional<Duration> look(Operation operation, Stack stack, String arn, boolean brief) {
		int soFar = this.tracking.looksAfter(operation.id());
		boolean undescribed = brief && soFar == TOLD;
		if (soFar <= TOLD && !undescribed) {
			this.cloudFormation.describe(stack.place(), arn)
				.ifPresent((found) -> this.completion.early().described(operation.id(), found));
			if (soFar == UNDESCRIBED && this.tracking.looksAfter(operation.id()) == READ) {
				return pause(operation, this.clock.instant());
			}
		}
		List<StackEvent> missed = this.cloudFormation.newEvents(stack.place(), arn,
				(read) -> this.events.known(stack.id(), read), CloudFormation.PageRule.ALL_KNOWN);
		List<StackResource> listed = this.events.complete(stack, missed, stack.status()) ? List.of()
				: this.cloudFormation.resources(stack.place(), arn);
		Optional<OperationFailure> refusal = refusal(operation, stack, missed);
		Instant now = this.clock.instant();
		Instant next = next(operation, now);
		this.transaction.executeWithoutResult((status) -> {
			this.operations.lock(operation.id());
			Stack locked = this.rows.lock(stack.id());
			if (this.operations.latest(stack.id()).filter((latest) -> latest.id().equals(operation.id())).isEmpty()) {
				return;
			}
			if (!missed.isEmpty() || !listed.isEmpty() || refusal.isPresent()) {
				this.rows
					.update(this.events.append(locked, missed, listed).settled(locked.status(), locked.statusReason()));
				explain(operation, refusal);
			}
			this.tracking.after(operation.id(), undescribed ? UNDESCRIBED : READ, undescribed ? now : next);
		});
		return undescribed ? Optional.of(Duration.ZERO) : pause(operation, now);
	}

	private static Optional<Duration> pause(Operation operation, Instant now) {
		return Optional.ofNullable(next(operation, now)).map((at) -> Duration.between(now, at));
	}

	private static @Nullable Instant next(Operation operation, Instant now) {
		Instant ended = (operation.finishedAt() != null) ? operation.finishedAt() : now;
		return Stream.of(FIRST, SECOND).map(ended::plus).filter(now::isBefore).findFirst().orElse(null);
	}

	/** What AWS did not tell at the end is asked for again. */
	private Optional<OperationFailure> refusal(Operation operation, Stack stack, List<StackEvent> missed) {
		OperationFailure known = operation.failure();
		if (known == null) {
			return Optional.empty();
		}
		List<StackEvent> own = Stream
			.concat(this.stacks.events(stack.id(), operation.fromSeq(), Integer.MAX_VALUE).stream(), missed.stream())
			.toList();
		return this.refusals.explain(operation, stack, own, missed, known.reason());
	}

	/** A cause that AWS lists late is still the cause. */
	private void explain(Operation operation, Optional<OperationFailure> refusal) {
		if (operation.state() == Operation.State.FAILED) {
			refusal.or(() -> this.stacks.rootCause(operation))
				.filter((cause) -> refusal.isPresent() || !EarlyValidation.pointsElsewhere(cause.reason()))
				.ifPresent((cause) -> this.operations.explain(operation.id(), cause));
		}
	}

	private boolean worthALook(Operation operation) {
		Instant ended = operation.finishedAt();
		return ended != null
				&& (ended.plus(PATIENCE).isAfter(this.clock.instant())
						|| this.tracking.looksAfter(operation.id()) < READ)
				&& this.operations.latest(operation.stackId())
					.filter((latest) -> latest.id().equals(operation.id()))
					.isPresent();
	}

}
