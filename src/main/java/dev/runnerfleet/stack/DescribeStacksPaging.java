package dev.runnerfleet.stack;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Asks page by page how CloudFormation describes all stacks of a region: where many wait
 * for their description, one call does for a hundred of them.
 */
class DescribeStacksPaging {

	private boolean asking;

	private boolean midway;

	private @Nullable String token;

	private int pages;

	private int pagesOfAll = 1;

	private long worth;

	private Instant askedAt = Instant.EPOCH;

	private Instant nextAt = Instant.EPOCH;

	/**
	 * Whether the next page is worth its call.
	 * @param now the moment
	 * @param waiting how many wait for their description
	 */
	boolean due(Instant now, long waiting) {
		return !this.asking && (this.midway
				|| waiting > Math.max(PollQueue.FEW, 2 * this.pagesOfAll) && !now.isBefore(this.nextAt));
	}

	/** Whether the next page is the first one. */
	boolean begins() {
		return !this.midway;
	}

	/** Begins with the next page. */
	Poll.Descriptions ask(Instant now, long waiting) {
		this.askedAt = now;
		if (!this.midway) {
			this.midway = true;
			this.token = null;
			this.pages = 0;
			this.worth = waiting;
		}
		this.asking = true;
		return new Poll.Descriptions(this.token);
	}

	/** Takes in a page; an account with many other stacks is not paged through. */
	void answered(StackListing.Descriptions page) {
		this.asking = false;
		this.pages++;
		this.token = page.next();
		this.midway = this.token != null && this.pages < this.worth;
		if (!this.midway) {
			this.pagesOfAll = (this.token != null) ? 2 * this.pages : this.pages;
		}
	}

	/** When the latest page was asked for. */
	Instant askedAt() {
		return this.askedAt;
	}

	/** Asks no more before a moment. */
	void failed(Instant until) {
		this.asking = false;
		this.midway = false;
		this.nextAt = until;
	}

}
