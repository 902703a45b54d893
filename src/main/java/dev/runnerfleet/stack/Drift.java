package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One comparison of a stack with its template.
 *
 * @param id the comparison
 * @param stackId the stack
 * @param state how far it has come
 * @param askedBy who asked for it
 * @param askedAt when
 * @param detectionId AWS's id of it, {@code null} until AWS has given one
 * @param finishedAt when it ended, {@code null} while it goes on
 * @param failure why AWS could not compare all or any of it, if so
 */
public record Drift(UUID id, UUID stackId, State state, String askedBy, Instant askedAt, @Nullable String detectionId,
		@Nullable Instant finishedAt, @Nullable String failure) {

	/** How far a comparison has come. */
	public enum State {

		/** Recorded; AWS may or may not know of it. */
		PLANNED,
		/** AWS compares. */
		RUNNING,
		/** AWS has compared everything that it can. */
		DONE,
		/** AWS could not compare all of it. */
		FAILED

	}

	/** Whether nothing more will come of it. */
	public boolean finished() {
		return this.finishedAt != null;
	}

}
