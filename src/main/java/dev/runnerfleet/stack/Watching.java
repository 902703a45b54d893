package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers which stacks people look at: those are read more often. */
@Component
public class Watching {

	private static final Duration ATTENTION = Duration.ofSeconds(30);

	private final Operations operations;

	private final Tracking tracking;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Watching(Operations operations, Tracking tracking, TransactionTemplate transaction, Clock clock) {
		this.operations = operations;
		this.tracking = tracking;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Notes that somebody looks at some stacks for the next half minute.
	 * @param stackIds the stacks; settled ones cost nothing
	 */
	public void seen(Collection<UUID> stackIds) {
		attend(this.operations.unfinished(stackIds));
	}

	/** Notes that somebody looks at every stack for the next half minute. */
	public void allSeen() {
		attend(this.operations.unfinished());
	}

	private void attend(List<Operation> unfinished) {
		Instant now = this.clock.instant();
		for (Operation operation : unfinished) {
			if (operation.watched(now.plus(ATTENTION.dividedBy(2)))) {
				continue;
			}
			this.transaction.executeWithoutResult((status) -> {
				this.operations.watched(operation.id(), now.plus(ATTENTION));
				if (operation.state() == Operation.State.RUNNING && !operation.watched(now)) {
					this.tracking.now(operation.id());
				}
			});
		}
	}

}
