package dev.runnerfleet.stack.preview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.logs.LogSubject;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TrackingProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows one preview until AWS has worked it out and somebody has decided, and leaves
 * nothing of it behind. It keeps nothing in memory.
 */
@Component
class PreviewTracker {

	private static final Logger log = LoggerFactory.getLogger(PreviewTracker.class);

	private static final String REMOVED = "AWS no longer knows it: it was removed outside of the portal.";

	private static final String STOPPED = "The portal was stopped before it could ask AWS or hear from it.";

	/** How much longer what passes by itself is waited for. */
	private static final Duration PATIENCE = Duration.ofDays(1);

	private static final String OUTDATED = "The fleet has changed since, so AWS no longer keeps this preview.";

	private final ChangeSets changeSets;

	private final PreviewRows rows;

	private final Stacks stacks;

	private final Operations operations;

	private final TrackingProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	PreviewTracker(ChangeSets changeSets, PreviewRows rows, Stacks stacks, Operations operations,
			TrackingProperties properties, TransactionTemplate transaction, Clock clock) {
		this.changeSets = changeSets;
		this.rows = rows;
		this.stacks = stacks;
		this.operations = operations;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks once.
	 * @param previewId the preview to follow
	 * @return the pause until the next look, empty if there is nothing more to see
	 * @throws AwsFailure if AWS could not be asked
	 */
	Optional<Duration> check(UUID previewId) {
		Preview preview = this.rows.find(previewId).orElse(null);
		Stack stack = (preview != null) ? this.stacks.find(preview.stackId()).orElse(null) : null;
		if (preview == null || stack == null) {
			return Optional.empty();
		}
		try (LogSubject subject = LogSubject.fleet(stack.id())) {
			return check(preview, stack);
		}
	}

	private Optional<Duration> check(Preview preview, Stack stack) {
		try {
			return look(preview, stack);
		}
		catch (AwsFailure ex) {
			Instant patience = preview.expiresAt().plus(ex.passing() ? PATIENCE : Duration.ZERO);
			if (this.clock.instant().isBefore(patience)) {
				throw ex;
			}
			return unseen(preview, ex);
		}
	}

	private Optional<Duration> look(Preview preview, Stack stack) {
		return switch (preview.state()) {
			case PLANNED, CREATING -> awaited(preview, stack);
			case READY -> undecided(preview, stack);
			case APPLIED -> applied(preview, stack);
			case FAILED -> preview.unconfirmed() ? sought(preview, stack) : over(preview, stack);
			case EMPTY, DISCARDED, EXPIRED -> over(preview, stack);
		};
	}

	private Optional<Duration> awaited(Preview preview, Stack stack) {
		Optional<ChangeSet> found;
		try {
			found = this.changeSets.find(stack, preview);
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.DENIED) {
				return moved(preview, (current) -> current.failed(ex.words()));
			}
			throw ex;
		}
		if (found.isEmpty()) {
			return unheard(preview);
		}
		ChangeSet changeSet = found.get();
		if (changeSet.ready()) {
			return moved(preview, (current) -> current.ready(changeSet.changes()));
		}
		if (changeSet.failed()) {
			return changeSet.empty() ? moved(preview, Preview::empty) : failed(preview, stack, changeSet);
		}
		return outOfTime(preview)
				? moved(preview, (current) -> current.expired("AWS did not finish this preview in time."))
				: Optional.of(this.properties.watched().dividedBy(2));
	}

	/** AWS may need a moment until every part of it knows a new change set. */
	private Optional<Duration> unheard(Preview preview) {
		if (this.clock.instant().isBefore(preview.createdAt().plus(this.properties.recoverAfter()))) {
			return Optional.of(this.properties.watched());
		}
		log.info("Preview {} is not known to AWS", preview.id());
		if (preview.state() != Preview.State.PLANNED) {
			return moved(preview, (current) -> current.failed(REMOVED));
		}
		return moved(preview, (current) -> current
			.unconfirmed(((current.reason() != null) ? "AWS has not confirmed it. " + current.reason() : STOPPED)
					+ " Preview the change once more; if this one turns up after all, it can be applied, too."));
	}

	/** What was given up may turn up; whatever turns up too late is thrown away. */
	private Optional<Duration> sought(Preview preview, Stack stack) {
		if (outOfTime(preview)) {
			return over(preview, stack);
		}
		if (this.changeSets.find(stack, preview).isPresent()) {
			return moved(preview, Preview::confirmed);
		}
		boolean often = this.clock.instant().isBefore(preview.createdAt().plus(TrackingProperties.SOUGHT));
		return Optional.of(often ? this.properties.recoverAfter().dividedBy(3) : this.properties.sweep());
	}

	/** AWS's reasons go with the change set, so they are read first. */
	private Optional<Duration> failed(Preview preview, Stack stack, ChangeSet changeSet) {
		String reason = EarlyValidation.pointsElsewhere(changeSet.reason()) ? reason(preview, stack, changeSet.reason())
				: changeSet.reason();
		return moved(preview, (current) -> current.failed(reason));
	}

	private String reason(Preview preview, Stack stack, String words) {
		try {
			List<EarlyValidation.Failure> found = this.changeSets.failures(stack, preview);
			return found.isEmpty() ? words : EarlyValidation.words(found);
		}
		catch (AwsFailure ex) {
			if (ex.passing()) {
				throw ex;
			}
			log.warn("Cannot read why {} failed: {}", preview.changeSet(), ex.title());
			return EarlyValidation.untold(words, ex);
		}
	}

	private Optional<Duration> undecided(Preview preview, Stack stack) {
		if (outOfTime(preview)) {
			return moved(preview, (current) -> current.expired("Nobody applied it within an hour."));
		}
		boolean executable = this.changeSets.find(stack, preview).filter(ChangeSet::executable).isPresent();
		return executable ? Optional.of(untilExpiry(preview)) : moved(preview, (current) -> current.expired(OUTDATED));
	}

	/** What AWS never began with can be decided on again, if it is still there. */
	private Optional<Duration> applied(Preview preview, Stack stack) {
		Operation operation = operation(preview).orElseThrow();
		if (!operation.finished()) {
			return Optional.of(this.properties.recoverAfter());
		}
		if (operation.state() == Operation.State.SUCCEEDED || operation.state() == Operation.State.CANCELLED) {
			return Optional.empty();
		}
		if (this.changeSets.find(stack, preview).filter(ChangeSet::executable).isPresent()) {
			return moved(preview, Preview::reopened);
		}
		return (operation.state() == Operation.State.NOT_SENT)
				? moved(preview, (current) -> current.expired("AWS did not confirm the change. " + OUTDATED))
				: Optional.empty();
	}

	/**
	 * What AWS lets nobody see is not looked at for ever; whoever waits for it is told.
	 */
	private Optional<Duration> unseen(Preview preview, AwsFailure failure) {
		log.warn("Preview {} is looked at no more: {}", preview.id(), failure.title());
		boolean awaited = preview.state().open() || preview.state() == Preview.State.APPLIED
				&& operation(preview).filter((operation) -> operation.state() == Operation.State.NOT_SENT).isPresent();
		if (awaited) {
			moved(preview, (current) -> current.expired("AWS did not let the portal see it. " + failure.words()));
		}
		return Optional.empty();
	}

	private Optional<Duration> over(Preview preview, Stack stack) {
		try {
			if (this.changeSets.find(stack, preview).isPresent()) {
				this.changeSets.delete(stack, preview);
			}
		}
		catch (AwsFailure ex) {
			if (ex.kind() != AwsFailure.Kind.DENIED) {
				throw ex;
			}
			log.warn("The change set {} stays in AWS: {}", preview.changeSet(), ex.title());
		}
		return Optional.empty();
	}

	/** Stores what was found out unless somebody has decided meanwhile; looks again. */
	private Optional<Duration> moved(Preview seen, UnaryOperator<Preview> move) {
		this.transaction.executeWithoutResult((status) -> this.rows.lock(seen.id())
			.filter((current) -> current.state() == seen.state())
			.ifPresent((current) -> this.rows.update(move.apply(current))));
		return Optional.of(Duration.ZERO);
	}

	private Optional<Operation> operation(Preview preview) {
		return Optional.ofNullable(preview.operationId()).flatMap(this.operations::find);
	}

	private boolean outOfTime(Preview preview) {
		return !this.clock.instant().isBefore(preview.expiresAt());
	}

	private Duration untilExpiry(Preview preview) {
		return Duration.between(this.clock.instant(), preview.expiresAt());
	}

}
