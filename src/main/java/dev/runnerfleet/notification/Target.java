package dev.runnerfleet.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;

import org.jspecify.annotations.Nullable;

/**
 * Who is told, and of what.
 *
 * @param id the target
 * @param name what administrators call it
 * @param kind how it is told
 * @param sealedAddress where, encrypted
 * @param shownAddress as much of it as may be seen
 * @param sealedSecret what its messages are signed with, encrypted; {@code null} for mail
 * @param former the secret before that, which signs beside it for a while; {@code null}
 * for none
 * @param topics what it hears of
 * @param allFleets whether it hears of every fleet
 * @param fleets those that it hears of otherwise
 * @param paused whether it hears of nothing for now
 * @param failures how often it has not answered since it last did
 * @param restingUntil until when it is left alone for that, {@code null} where it answers
 */
record Target(UUID id, String name, Kind kind, String sealedAddress, String shownAddress, @Nullable String sealedSecret,
		@Nullable Former former, Set<Topic> topics, boolean allFleets, Set<UUID> fleets, boolean paused, int failures,
		@Nullable Instant restingUntil) {

	/** How somebody is told. */
	enum Kind {

		WEBHOOK("Webhook"), MAIL("Mail");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		public String label() {
			return this.label;
		}

	}

	/**
	 * A secret that is about to be of no use.
	 *
	 * @param sealed the secret, encrypted
	 * @param until how long it signs
	 */
	record Former(String sealed, Instant until) {

	}

	/** Leaves out what is sealed: nobody has a use for it. */
	@Override
	public String toString() {
		return "Target[" + this.name + "]";
	}

	/** Whose address and secret they are, for whoever opens them. */
	static String owner(UUID id) {
		return "notification-target:" + id;
	}

	Target paused(boolean now) {
		return new Target(this.id, this.name, this.kind, this.sealedAddress, this.shownAddress, this.sealedSecret,
				this.former, this.topics, this.allFleets, this.fleets, now, this.failures, this.restingUntil);
	}

	Target signedWith(String sealed, Instant formerUntil) {
		String before = this.sealedSecret;
		return new Target(this.id, this.name, this.kind, this.sealedAddress, this.shownAddress, sealed,
				(before != null) ? new Former(before, formerUntil) : null, this.topics, this.allFleets, this.fleets,
				this.paused, this.failures, this.restingUntil);
	}

	/** As much of something as it wants to hear. */
	Optional<Notification> hears(Notification notification) {
		if (this.paused || !this.topics.contains(notification.topic())) {
			return Optional.empty();
		}
		return this.allFleets ? Optional.of(notification) : notification.of(this.fleets, this.id);
	}

	/** Whether there is nothing that it does not hear of. */
	public boolean hearsAll() {
		return this.topics.containsAll(Topic.choices());
	}

	/** Whether it is left alone at a moment, as it did not answer. */
	public boolean restsAt(Instant now) {
		return this.restingUntil != null && this.restingUntil.isAfter(now);
	}

}
