package dev.runnerfleet.notification.occurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import dev.runnerfleet.pulse.Health.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a fleet's health, and what there is to tell since: a turn to bad at
 * once, everything after it when it has lasted, so that one that goes to and fro floods
 * nobody and its last state is told all the same.
 *
 * @param seen the last change that was taken in
 * @param told as what kind of trouble it was told last, {@code null} where it works as
 * far as anybody was told
 * @param latest how it is now
 * @param bad how it was last when it was bad, {@code null} if it never was
 * @param turns how often it turned bad since it was told to work
 * @param turnsTold how many of these were told
 * @param turnsSince when the first of them was
 * @param heldSince since when something is held back, {@code null} while nothing is
 * @param dueAt when there is something to tell, {@code null} for nothing
 */
record ToldHealth(long seen, @Nullable Kind told, State latest, @Nullable State bad, int turns, int turnsTold,
		@Nullable Instant turnsSince, @Nullable Instant heldSince, @Nullable Instant dueAt) {

	/** How long something lasts before it is told, but for the first turn to bad. */
	static final Duration LASTS = Duration.ofMinutes(5);

	/** How long it may go to and fro before that is told. */
	static final Duration GATHERS = Duration.ofMinutes(30);

	/** What a token that ends soon is shown in front of. */
	private static final Set<Kind> HIDDEN = Set.of(Kind.CANNOT_SCALE, Kind.CHANGE_NOT_IN_FORCE);

	/**
	 * How a fleet is for a while.
	 *
	 * @param kind what it comes to
	 * @param words the same in words
	 * @param since since when
	 */
	record State(Kind kind, String words, Instant since) {

		boolean bad() {
			return this.kind.trouble() && this.kind != Kind.TOKEN_ENDS;
		}

	}

	/** What a message says. */
	enum Say {

		/** It turned bad, or is bad for another reason. */
		BAD,
		/** It was bad again and again. */
		OFTEN,
		/** It works again. */
		WELL

	}

	/** A fleet of which nothing was heard so far. */
	static ToldHealth unheard(Instant now) {
		return new ToldHealth(0, null, new State(Kind.UNKNOWN, "", now), null, 0, 0, null, null, null);
	}

	/** The same after a change. */
	ToldHealth after(long change, State now) {
		if (now.bad()) {
			return bad(change, now);
		}
		boolean hides = this.latest.bad() && HIDDEN.contains(this.latest.kind());
		if (now.kind() == Kind.UNKNOWN || now.kind() == Kind.TOKEN_ENDS && hides) {
			boolean untold = this.latest.bad() || this.told == null;
			return with(change, this.latest, untold ? this.heldSince : null, untold ? this.dueAt : null);
		}
		if (this.told == null || !this.latest.bad() && this.dueAt != null) {
			return with(change, this.latest.bad() ? now : this.latest, this.heldSince, this.dueAt);
		}
		return held(with(change, now, this.heldSince, null));
	}

	private ToldHealth bad(long change, State now) {
		boolean turned = !this.latest.bad();
		ToldHealth next = new ToldHealth(change, this.told, now, now, this.turns + (turned ? 1 : 0), this.turnsTold,
				(this.turns == 0) ? now.since() : this.turnsSince, this.heldSince, this.dueAt);
		if (this.told == null) {
			return next.with(change, now, null, (this.dueAt != null) ? this.dueAt : now.since());
		}
		return (this.told == now.kind() && next.turns == this.turnsTold) ? next.with(change, now, null, null)
				: held(next);
	}

	private static ToldHealth held(ToldHealth next) {
		Instant since = Objects.requireNonNullElse(next.heldSince, next.latest.since());
		Instant lasted = next.latest.since().plus(LASTS);
		Instant latest = since.plus(GATHERS);
		return next.with(next.seen, next.latest, since,
				(next.turns > next.turnsTold && latest.isBefore(lasted)) ? latest : lasted);
	}

	/** What there is to say by now, where something is due. */
	Say say(Instant now) {
		if (this.told == null) {
			return Say.BAD;
		}
		if (!this.latest.bad() && !this.latest.since().plus(LASTS).isAfter(now)) {
			return Say.WELL;
		}
		return (this.turns > this.turnsTold && this.turns > 1) ? Say.OFTEN : Say.BAD;
	}

	/** The same after that was said. */
	ToldHealth said(Say say) {
		if (say == Say.WELL) {
			return forgotten();
		}
		boolean well = !this.latest.bad();
		Kind kind = Objects.requireNonNull(this.bad).kind();
		return new ToldHealth(this.seen, kind, this.latest, this.bad, this.turns, this.turns, this.turnsSince,
				well ? this.latest.since() : null, well ? this.latest.since().plus(LASTS) : null);
	}

	/** The same with nothing to tell, and as if it had always worked. */
	ToldHealth forgotten() {
		return new ToldHealth(this.seen, null, this.latest, this.bad, 0, 0, null, null, null);
	}

	private ToldHealth with(long change, State now, @Nullable Instant held, @Nullable Instant due) {
		return new ToldHealth(change, this.told, now, this.bad, this.turns, this.turnsTold, this.turnsSince, held, due);
	}

}
