package dev.runnerfleet.fleet.removal;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is done when a fleet goes.
 *
 * @param removalId the removal that it belongs to
 * @param ordinal its place, from 0
 * @param kind what is done
 * @param state how far it is
 * @param subject what it is about, by its name in AWS or its address in GitLab;
 * {@code null} where the fleet has none
 * @param amount how many parts of it have been seen or dealt with
 * @param words what can be said of it so far
 * @param begunAt when it began, {@code null} while it waits
 * @param endedAt when it ended, {@code null} until then
 */
public record RemovalStep(UUID removalId, int ordinal, Kind kind, State state, @Nullable String subject, long amount,
		String words, @Nullable Instant begunAt, @Nullable Instant endedAt) {

	/** What is done, in the order that it is done in. */
	public enum Kind {

		PAUSE_RUNNER("Runner paused", true), STOP_MANAGER("Manager stopped", false), END_WORKERS("Workers", false),
		END_MACHINES("Workers", false), EMPTY_CACHE("Cache", false), DELETE_STACK("Stack", false),
		END_LATE_MACHINES("Workers started meanwhile", false), DELETE_LOGS("Logs", false),
		DELETE_RUNNER("Runner in GitLab", true), LAUNCH_AGAIN("Launch", true),
		/** The way back. */
		OPEN_GROUP("Workers allowed again", false), START_MANAGER("Manager started", false),
		RESUME_RUNNER("Runner resumed", true);

		private final String label;

		private final boolean needsToken;

		Kind(String label, boolean needsToken) {
			this.label = label;
			this.needsToken = needsToken;
		}

		String label() {
			return this.label;
		}

		/** Whether only a token that was given for it can do it. */
		boolean needsToken() {
			return this.needsToken;
		}

	}

	/** How far a step is. */
	public enum State {

		/** Its turn has not come. */
		WAITING("Waiting", "idle"),
		/** It is being done. */
		RUNNING("In progress", "busy"),
		/** It is done, or gone. */
		DONE("Done", "good"),
		/** It was left alone on request. */
		KEPT("Kept", "idle"),
		/** There was nothing to do it to. */
		NOT_FOUND("Not found", "idle"),
		/** It could not be done. */
		FAILED("Failed", "bad"),
		/** It was not tried. */
		SKIPPED("Not done", "warn");

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

		boolean ended() {
			return this != WAITING && this != RUNNING;
		}

	}

	static RemovalStep waiting(Kind kind, @Nullable String subject) {
		return new RemovalStep(new UUID(0, 0), 0, kind, State.WAITING, subject, 0, "", null, null);
	}

	/** One of which the outcome is known beforehand. */
	static RemovalStep settled(Kind kind, State state, @Nullable String subject, String words) {
		return new RemovalStep(new UUID(0, 0), 0, kind, state, subject, 0, words, null, null);
	}

	RemovalStep of(UUID removalId, int ordinal) {
		return new RemovalStep(removalId, ordinal, this.kind, this.state, this.subject, this.amount, this.words,
				this.begunAt, this.endedAt);
	}

	RemovalStep after(StepProgress progress, Instant now) {
		return new RemovalStep(this.removalId, this.ordinal, this.kind, progress.state(), this.subject,
				progress.amount(), progress.words(), (this.begunAt != null) ? this.begunAt : now,
				progress.state().ended() ? now : null);
	}

	String about() {
		return (this.subject != null) ? this.subject : "";
	}

}
