package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Instant;

import dev.runnerfleet.stack.StackRows;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores how a fleet is in one go with its history and the word of what has changed, and
 * tells pages that are open.
 */
@Component
class PulseStore {

	private final PulseRows rows;

	private final PulseHistory history;

	private final StackRows stacks;

	private final TransactionTemplate transaction;

	private final Clock clock;

	PulseStore(PulseRows rows, PulseHistory history, StackRows stacks, TransactionTemplate transaction, Clock clock) {
		this.rows = rows;
		this.history = history;
		this.stacks = stacks;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Stores what a look has come to, unless somebody else has looked or spoken
	 * meanwhile: a replica that was held up must not count a report twice.
	 * @param fleet the fleet as it was
	 * @param news the report if it was not heard before, else {@code null}
	 */
	void put(LivingFleet fleet, @Nullable Pulse news, PulseRows.Look look) {
		Instant now = this.clock.instant();
		boolean shown = !look.health().equals(fleet.health()) || news != null && fleet.watched(now);
		this.transaction.executeWithoutResult((status) -> {
			if (shown) {
				this.stacks.touch(fleet.id());
			}
			if (!this.rows.update(fleet, look)) {
				return;
			}
			if (look.health().kind() != fleet.health().kind()) {
				this.rows.changed(fleet.id(), fleet.health().kind(), look.health(), now);
			}
			if (news != null && look.heardAt() != null) {
				this.rows.tokenExpires(fleet.id(), news.tokenExpires());
				this.history.add(fleet.id(), fleet.lastPulse(), news, look.heardAt());
			}
		});
	}

}
