package dev.runnerfleet.notification;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Notification;

/**
 * One notification on its way to one target.
 *
 * @param id the delivery
 * @param targetId the target
 * @param notification what is told
 * @param state how far it is
 * @param attempts how often it was tried; each attempt is counted before it is made
 * @param nextAt when it is tried next
 * @param giveUpAt from when on it is not tried again
 * @param answer what came of the last attempt, in words
 */
record Delivery(long id, UUID targetId, Notification notification, State state, int attempts, Instant nextAt,
		Instant giveUpAt, String answer) {

	/** How far a delivery is. */
	enum State {

		WAITING("On its way", "busy"), DELIVERED("Delivered", "good"), GIVEN_UP("Not delivered", "bad");

		private final String label;

		private final String tone;

		State(String label, String tone) {
			this.label = label;
			this.tone = tone;
		}

		public String label() {
			return this.label;
		}

		public String tone() {
			return this.tone;
		}

	}

	/** The same as it is while it is tried. */
	Delivery attempted() {
		return new Delivery(this.id, this.targetId, this.notification, this.state, this.attempts + 1, this.nextAt,
				this.giveUpAt, this.answer);
	}

}
