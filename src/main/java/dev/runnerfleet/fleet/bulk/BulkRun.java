package dev.runnerfleet.fleet.bulk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for several fleets at once.
 *
 * @param id names it, given out with the form, so that sending it twice asks once
 * @param action what was asked
 * @param keepCache whether a removal leaves the caches
 * @param removeLogs whether a removal takes the logs along
 * @param askedBy who asked
 * @param askedAt when
 * @param openUntil no fleet's turn comes after this
 * @param items the fleets in the order of their turns
 */
record BulkRun(UUID id, BulkAction action, boolean keepCache, boolean removeLogs, String askedBy, Instant askedAt,
		Instant openUntil, List<Item> items) {

	/** Whether a fleet's turn may still come. */
	boolean open(Instant now) {
		return now.isBefore(this.openUntil) && this.items.stream().anyMatch((item) -> !item.state().ended());
	}

	/**
	 * One of the fleets.
	 *
	 * @param fleetId the fleet
	 * @param seen how it stood when somebody said so, 0 where that does not matter
	 * @param state how far it is
	 * @param words why it was left alone, blank if it was not
	 * @param previewId the preview that was begun, {@code null} if none was
	 */
	record Item(UUID fleetId, int seen, State state, String words, @Nullable UUID previewId) {

		static Item waiting(UUID fleetId, int seen) {
			return new Item(fleetId, seen, State.WAITING, "", null);
		}

		Item begun(@Nullable UUID previewId) {
			return new Item(this.fleetId, this.seen, State.BEGUN, "", previewId);
		}

		Item skipped(String words) {
			return new Item(this.fleetId, this.seen, State.SKIPPED, words, null);
		}

	}

	/** How far one of the fleets is. */
	enum State {

		/** Its turn has not come. */
		WAITING,
		/** Its turn has come; whether it has begun is told by the fleet itself. */
		TURN,
		/** It has begun, and goes on by itself. */
		BEGUN,
		/** It was left alone. */
		SKIPPED;

		boolean ended() {
			return this == BEGUN || this == SKIPPED;
		}

	}

}
