package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** When one operation was looked at, and how urgent the next look is. */
class PollEntry {

	/** How urgent a look is. */
	enum Rank {

		/** Somebody has its page open. */
		WATCHED,
		/** It has ended, or its status is another one. */
		CHANGED,
		/** It is over; what a reader would miss is still to be read. */
		INCOMPLETE,
		/** It was never looked at, or a look was asked for. */
		NEW,
		/** It is over, and what came of it is still to be described. */
		UNDESCRIBED,
		/** It is over; something may have come late. */
		AFTERWARDS,
		/** It goes on. */
		ORDINARY;

		/** Whether a listing may come first. */
		boolean patient() {
			return this == UNDESCRIBED || this == AFTERWARDS || this == ORDINARY;
		}

		int order(boolean watchedFirst) {
			return (this == WATCHED && !watchedFirst) ? CHANGED.ordinal()
					: (this == CHANGED && !watchedFirst) ? WATCHED.ordinal() : ordinal();
		}

	}

	private final Instant knownSince;

	private TrackedOperation what;

	private boolean underWay;

	private boolean suspected;

	private Instant suspectedAt = Instant.EPOCH;

	private boolean portrayed;

	private int failures;

	private @Nullable Instant begunAt;

	private Instant endedAt = Instant.EPOCH;

	private Instant doubtedAt = Instant.EPOCH;

	private Instant nextAt = Instant.EPOCH;

	PollEntry(TrackedOperation what, Instant now) {
		this.what = what;
		this.knownSince = now;
	}

	TrackedOperation what() {
		return this.what;
	}

	void take(TrackedOperation what) {
		this.what = what;
		this.suspected &= !what.ended();
	}

	boolean running() {
		return this.what.running();
	}

	int failures() {
		return this.failures;
	}

	/** What the tables ask for counts until there was a look. */
	Instant dueAt() {
		if (this.suspected) {
			return this.suspectedAt;
		}
		return asked() ? this.what.lookAt() : this.nextAt;
	}

	/** How long a look has been due without having begun. */
	Duration lag(Instant now) {
		return (this.underWay || dueAt().isAfter(now)) ? Duration.ZERO : Duration.between(dueAt(), now);
	}

	/**
	 * Whether a look is due.
	 * @param now the moment
	 * @param pause between two looks at what somebody has before their eyes
	 * @param farthest how far ahead a look can lie; farther means that a clock was set
	 */
	boolean due(Instant now, Duration pause, Duration farthest) {
		if (this.underWay) {
			return false;
		}
		Instant at = dueAt();
		boolean seen = !asked() && this.failures == 0 && this.what.seen(now) && this.what.running();
		return !at.isAfter(now) || at.isAfter(now.plus(farthest)) || this.suspected && this.failures == 0
				|| seen && !this.endedAt.plus(pause).isAfter(now);
	}

	Rank rank(Instant now) {
		if (this.what.watched(now) && this.failures == 0) {
			return Rank.WATCHED;
		}
		if (this.suspected) {
			return Rank.CHANGED;
		}
		if (this.what.incomplete()) {
			return Rank.INCOMPLETE;
		}
		if (this.what.undescribed()) {
			return Rank.UNDESCRIBED;
		}
		if (this.what.ended()) {
			return Rank.AFTERWARDS;
		}
		return asked() ? Rank.NEW : Rank.ORDINARY;
	}

	/**
	 * Begins a look; what was looked at in vain before is looked at whole.
	 * @param brief whether others wait to be known
	 */
	Poll.Look begin(Instant now, boolean brief) {
		this.underWay = true;
		this.begunAt = now;
		return new Poll.Look(this.what, this.suspected, brief && this.doubtedAt.equals(Instant.EPOCH));
	}

	void end(Instant now, Instant nextAt, boolean doubted) {
		this.underWay = false;
		this.failures = 0;
		this.suspected = false;
		this.portrayed = false;
		this.endedAt = now;
		this.nextAt = nextAt;
		if (doubted) {
			this.doubtedAt = now;
		}
	}

	/** A look that was put off by the region's pace is still due. */
	void fail(Instant now, Duration pause) {
		this.underWay = false;
		this.endedAt = now;
		this.nextAt = now.plus(pause);
		if (!pause.isZero()) {
			this.failures++;
		}
	}

	/**
	 * Whether a listing can tell something of it.
	 * @param begun when the listing began
	 * @param doubted when it was looked at in vain, at the latest
	 */
	boolean comparable(Instant begun, Instant doubted) {
		return running() && !this.underWay && this.knownSince.isBefore(begun) && !this.endedAt.isAfter(begun)
				&& !this.doubtedAt.isAfter(doubted);
	}

	void suspect(Instant now) {
		if (!this.suspected) {
			this.suspected = true;
			this.suspectedAt = now;
		}
	}

	/** Whether a description of its stack would tell something and was not asked for. */
	boolean undescribed() {
		return !this.portrayed && !this.what.leaving() && awaitsDescription();
	}

	/** Whether it has ended, or may have, and a description tells what came of it. */
	boolean awaitsDescription() {
		return !this.underWay && (this.suspected || this.what.told());
	}

	/** Takes in that AWS is asked for its description. */
	void portray() {
		this.portrayed = true;
	}

	private boolean asked() {
		return this.begunAt == null || this.what.lookAt().isAfter(this.begunAt);
	}

}
