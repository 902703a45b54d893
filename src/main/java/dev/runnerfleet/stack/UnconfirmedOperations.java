package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out whether an intent without an answer has reached AWS: the portal may have been
 * killed, or the line cut, between asking and hearing. Where AWS tells nothing of it, the
 * portal says so, and goes on asking for a while; after that the {@link IdleStackCheck}
 * does.
 */
@Component
class UnconfirmedOperations {

	private static final Logger log = LoggerFactory.getLogger(UnconfirmedOperations.class);

	private final LateConfirmations lateConfirmations;

	private final StackRows rows;

	private final Operations operations;

	private final TrackingProperties properties;

	private final TransactionTemplate transaction;

	private final Clock clock;

	UnconfirmedOperations(LateConfirmations lateConfirmations, StackRows rows, Operations operations,
			TrackingProperties properties, TransactionTemplate transaction, Clock clock) {
		this.lateConfirmations = lateConfirmations;
		this.rows = rows;
		this.operations = operations;
		this.properties = properties;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Asks AWS, and stores what it says.
	 * @param operation an operation that AWS has not confirmed
	 * @return the pause until the next look, empty if there is nothing more to follow
	 */
	Optional<Duration> check(Operation operation) {
		Optional<Operation> begun = this.lateConfirmations.look(operation.stackId());
		if (begun.isPresent()) {
			return begun.filter((found) -> found.id().equals(operation.id())).map((found) -> Duration.ZERO);
		}
		return this.transaction.execute((status) -> {
			Operation current = this.operations.lock(operation.id()).orElse(null);
			if (current == null || !current.unconfirmed()) {
				return Optional.ofNullable(current)
					.filter((other) -> other.state() == Operation.State.RUNNING)
					.map((other) -> Duration.ZERO);
			}
			if (current.state() == Operation.State.PLANNED) {
				unsent(current, this.rows.lock(current.stackId()));
			}
			boolean sought = !current.kind().repeatable()
					&& this.clock.instant().isBefore(operation.startedAt().plus(TrackingProperties.SOUGHT));
			return sought ? Optional.of(this.properties.recoverAfter().dividedBy(3)) : Optional.empty();
		});
	}

	/** A removal is taken up again by itself; anything else is for a person to repeat. */
	private void unsent(Operation operation, Stack stack) {
		Instant now = this.clock.instant();
		log.info("AWS tells nothing of the {} of {} in {}", operation.kind(), stack.name(), stack.place());
		if (operation.kind().repeatable()) {
			this.operations.update(operation.preparing());
			return;
		}
		this.rows.update((operation.kind() == Operation.Kind.LAUNCH) ? stack.notSent(now) : stack.troubled(null));
		this.operations.update(operation.notSent(now));
	}

}
