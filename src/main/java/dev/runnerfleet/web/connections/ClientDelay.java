package dev.runnerfleet.web.connections;

import java.util.concurrent.TimeUnit;

/**
 * Counts the time that a client keeps the portal waiting, because a time limit between
 * two bytes never ends for one who sends a byte at a time. Each byte that comes or goes
 * buys a little more time; what the portal itself takes costs nothing.
 */
class ClientDelay {

	private final long most;

	private final long forEachByte;

	private final long idle;

	/** How much is left since {@link #from}, in nanoseconds. */
	private long left;

	private long from;

	/** When what is waited for began. */
	private long since;

	private boolean waiting;

	private boolean answered;

	ClientDelay(ConnectionProperties properties) {
		this.most = properties.patience().toNanos();
		this.forEachByte = TimeUnit.SECONDS.toNanos(1) / Math.max(1, properties.minimumRate().toBytes());
		this.idle = properties.idle().toNanos();
	}

	synchronized void opened(long now) {
		this.answered = false;
		begin(now, this.most);
		this.waiting = true;
	}

	/**
	 * Something was looked for.
	 * @param count how many bytes there were; with none the portal waits for more
	 */
	synchronized void read(int count, long now) {
		if (count > 0) {
			if (this.answered) {
				this.answered = false;
				begin(now, this.most);
			}
			moved(count, now);
		}
		else if (count == 0 && !this.waiting) {
			if (this.answered) {
				begin(now, this.idle);
			}
			await(now);
		}
	}

	/**
	 * Something was sent.
	 * @param count how many bytes went
	 * @param isAll whether nothing has to wait until the client takes it
	 */
	synchronized void wrote(int count, boolean isAll, long now) {
		if (!this.answered) {
			this.answered = true;
			begin(now, this.most);
		}
		moved(count, now);
		if (!isAll) {
			await(now);
		}
	}

	synchronized boolean isWaiting() {
		return this.waiting;
	}

	/** Since when, where it {@linkplain #isWaiting() waits}. */
	synchronized long since() {
		return this.since;
	}

	synchronized boolean isOver(long now) {
		return this.waiting && now - this.from > this.left;
	}

	private void begin(long now, long left) {
		this.since = now;
		this.from = now;
		this.left = left;
		this.waiting = false;
	}

	private void moved(int count, long now) {
		if (this.waiting) {
			this.left -= now - this.from;
		}
		this.left = Math.min(this.left + count * this.forEachByte, this.most);
		this.waiting = false;
	}

	private void await(long now) {
		this.waiting = true;
		this.from = now;
	}

}
