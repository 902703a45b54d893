package dev.runnerfleet.access.throttle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;

import dev.runnerfleet.audit.Actor;

/** Refused sign-ins under one name, or under many, that follow each other closely. */
class RefusalRun {

	private static final int MOST_ADDRESSES = 1000;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

	private final Actor actor;

	private final Instant began;

	private final Set<String> addresses = new HashSet<>();

	private Instant last;

	private int told;

	private int wrong;

	private int turnedAway;

	RefusalRun(Actor actor, Instant began) {
		this.actor = actor;
		this.began = began;
		this.last = began;
	}

	boolean isOfMany() {
		return this.actor.name().isEmpty();
	}

	int told() {
		return this.told;
	}

	void tellsOne(Instant now) {
		this.told++;
		this.last = now;
	}

	void wrong(String address, Instant now) {
		this.wrong++;
		came(address, now);
	}

	void turnedAway(String address, Instant now) {
		this.turnedAway++;
		came(address, now);
	}

	boolean isQuietSince(Instant time) {
		return !this.last.isAfter(time);
	}

	boolean beganBefore(Instant time) {
		return !this.began.isAfter(time);
	}

	boolean hasMore() {
		return this.wrong + this.turnedAway > 0;
	}

	/** Whoever it was; with an address where all came from one. */
	Actor actor() {
		String only = (this.addresses.size() == 1) ? this.addresses.iterator().next() : "";
		return new Actor(this.actor.name(), only, this.actor.via());
	}

	String subject() {
		return isOfMany() ? "several names" : this.actor.name();
	}

	/** Counts what was not told one by one. */
	String words() {
		int more = this.wrong + this.turnedAway;
		String from = (this.addresses.size() < MOST_ADDRESSES) ? String.valueOf(this.addresses.size())
				: "more than " + MOST_ADDRESSES;
		return "%d more %s since %s: %d wrong, %d not looked at; from %s %s".formatted(more,
				(more == 1) ? "attempt" : "attempts", TIME.format(this.began), this.wrong, this.turnedAway, from,
				(this.addresses.size() == 1) ? "address" : "addresses");
	}

	private void came(String address, Instant now) {
		this.last = now;
		if (this.addresses.size() < MOST_ADDRESSES) {
			this.addresses.add(address);
		}
	}

}
