package dev.runnerfleet.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A fleet on its way to another blueprint, and how far it is.
 *
 * @param id the move
 * @param from the first fleet
 * @param to the second one, {@code null} until its launch is recorded
 * @param toName the second one's name
 * @param sameRunner whether both work with the token of one runner
 * @param patience how long the first fleet's running jobs are waited for
 * @param keepCache whether the first fleet's cache is to stay
 * @param parameters the first fleet's plain values when it was asked for
 * @param requestedBy who asked for it
 * @param begunAt when it was asked for
 * @param state whether it goes on
 * @param step the step that it is at
 * @param turn how often somebody has let it go on
 * @param previewId the change that keeps the first fleet from taking jobs, {@code null}
 * until there is one
 * @param leaving whether the removal of the first fleet was or is just being asked for
 * @param steps what was begun so far, in order
 */
record Move(UUID id, UUID from, @Nullable UUID to, String toName, boolean sameRunner, Duration patience,
		boolean keepCache, Map<String, String> parameters, String requestedBy, Instant begunAt, State state, Step step,
		int turn, @Nullable UUID previewId, boolean leaving, List<Progress> steps) {

	/** Whether a move goes on. */
	enum State {

		RUNNING("Under way", "busy"),
		/** By somebody or by what happened; it can go on. */
		STOPPED("Stopped", "warn"), DONE("Done", "good"),
		/** Somebody has decided against the rest of it. */
		ENDED("Ended before its end", "idle");

		private final String label;

		private final String tone;

		State(String label, String tone) {
			this.label = label;
			this.tone = tone;
		}

		String label() {
			return this.label;
		}

		String tone() {
			return this.tone;
		}

		boolean over() {
			return this == DONE || this == ENDED;
		}

	}

	/** What is done, in the order that it is done in. */
	enum Step {

		LAUNCH("Second fleet launched"), PROVE("Second fleet proven"), QUIET("First fleet takes no more jobs"),
		JOBS("Running jobs"), REMOVE("First fleet removed");

		private final String label;

		Step(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

		Optional<Step> next() {
			return (this == REMOVE) ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
		}

	}

	/** When the current step began, the last time that the move went on. */
	Instant stepBegunAt() {
		return progress(this.step).map(Progress::begunAt).orElse(this.begunAt);
	}

	Optional<Progress> progress(Step step) {
		return this.steps.stream().filter((each) -> each.step() == step).findFirst();
	}

	/** What the scheduler knows this turn of it by. */
	String task() {
		return this.id + "/" + this.turn;
	}

	/**
	 * A step that was begun.
	 *
	 * @param step the step
	 * @param begunAt when
	 * @param endedAt when it was done, {@code null} until then
	 * @param words what can be said of it
	 */
	record Progress(Step step, Instant begunAt, @Nullable Instant endedAt, String words) {

	}

}
