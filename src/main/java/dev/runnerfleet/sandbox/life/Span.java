package dev.runnerfleet.sandbox.life;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A time in which a fleet has a trouble.
 *
 * @param trouble what is wrong
 * @param from since when
 * @param to until when, exclusive, {@code null} while it goes on
 */
public record Span(Trouble trouble, Instant from, @Nullable Instant to) {

	/** Whether the fleet has it at a time. */
	public boolean holds(Instant at) {
		return !at.isBefore(this.from) && (this.to == null || at.isBefore(this.to));
	}

	boolean holds(long second) {
		return second >= this.from.getEpochSecond() && (this.to == null || second < this.to.getEpochSecond());
	}

}
