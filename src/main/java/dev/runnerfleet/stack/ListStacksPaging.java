package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Asks page by page which of a region's stacks CloudFormation still works on: who does
 * not answer has ended, whether or not an event told so. Where that list is the longer
 * one, those are asked instead on which it does not work any more.
 */
class ListStacksPaging {

	private static final Duration OFTEN = Duration.ofMillis(1800);

	/** Where ends come faster than they are read, reading goes before listing. */
	private static final Duration LESS_OFTEN = Duration.ofMillis(2500);

	/**
	 * Leaves half of the calls to reading, at the usual budget, however many there are.
	 */
	private static final Duration PAGE = Duration.ofMillis(500);

	/**
	 * So often in a row those at rest are asked alone: they do not tell of what is gone.
	 */
	private static final int ALONE = 10;

	private static final int ALONE_WITH_REMOVALS = 1;

	private static final Duration SELDOM = Duration.ofSeconds(30);

	private static final Duration CROWDED = Duration.ofSeconds(60);

	private final Map<String, StackSnapshot> present = new HashMap<>();

	private boolean atRest;

	private boolean asking;

	private boolean midway;

	private @Nullable String token;

	private int pages;

	private int pagesAtRest = 1;

	private int pagesInProgress = 1;

	private int alone;

	private Instant begunAt = Instant.EPOCH;

	private Instant nextAt = Instant.EPOCH;

	private Instant crowdedUntil = Instant.EPOCH;

	/**
	 * Whether the next page is due. A few stacks tell soon enough themselves; the last
	 * ones of a crowd are told of as soon as its first.
	 */
	boolean due(Instant now, int running) {
		if (running > PollQueue.FEW) {
			this.crowdedUntil = now.plus(CROWDED);
		}
		if (this.asking || running == 0) {
			return false;
		}
		Instant at = now.isBefore(this.crowdedUntil) ? this.nextAt : this.nextAt.plus(SELDOM).minus(OFTEN);
		return this.midway || !now.isBefore(at) || this.begunAt.isAfter(now);
	}

	/**
	 * Begins with the next page.
	 * @param now the moment
	 * @param removals whether stacks are being removed
	 * @param crowded whether more have ended than are soon read
	 */
	Question ask(Instant now, boolean removals, boolean crowded) {
		if (!this.midway) {
			this.begunAt = now;
			this.nextAt = now.plus(crowded ? LESS_OFTEN : OFTEN);
			this.atRest = this.pagesInProgress > 1 && this.pagesAtRest <= worth()
					&& this.alone < (removals ? ALONE_WITH_REMOVALS : ALONE);
			this.alone = this.atRest ? this.alone + 1 : 0;
			this.midway = true;
			this.token = null;
			this.pages = 0;
			this.present.clear();
		}
		this.asking = true;
		return new Question(this.atRest ? StackListing.AT_REST : StackListing.IN_PROGRESS, this.token);
	}

	/**
	 * Takes in a page. Those at rest that turn out to be the longer list are left.
	 * @return whether it was the last one
	 */
	boolean answered(StackListing.Page page) {
		this.asking = false;
		this.pages++;
		this.present.putAll(page.stacks());
		this.token = page.next();
		if (this.token != null && (!this.atRest || this.pages <= worth())) {
			return false;
		}
		this.midway = false;
		if (this.atRest) {
			this.pagesAtRest = (this.token != null) ? 2 * this.pages : this.pages;
		}
		else {
			this.pagesInProgress = this.pages;
		}
		Instant fair = this.begunAt
			.plus(PAGE.multipliedBy(this.atRest ? this.pages : Math.min(this.pagesAtRest, this.pages)));
		this.nextAt = fair.isAfter(this.nextAt) ? fair : this.nextAt;
		return true;
	}

	/** Whoever is listed at rest need not be asked: that is worth some pages more. */
	private int worth() {
		return this.pagesInProgress * 3 / 2;
	}

	/** Forgets what was heard so far, and waits. */
	void failed(Instant until) {
		this.asking = false;
		this.midway = false;
		this.nextAt = until;
	}

	Instant begunAt() {
		return this.begunAt;
	}

	boolean ofThoseAtRest() {
		return this.atRest;
	}

	/** How AWS showed those that answered, by ARN. */
	Map<String, StackSnapshot> present() {
		return this.present;
	}

	/**
	 * A page to ask for.
	 *
	 * @param statuses of those that are called
	 * @param token names the page, {@code null} for the first
	 */
	record Question(List<String> statuses, @Nullable String token) {

	}

}
