package dev.runnerfleet.web.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds what is done at once for those of one kind, and what they have in memory. */
class RequestLane {

	private final Semaphore places;

	private final Semaphore bytes;

	private final Duration patience;

	/**
	 * @param places how many requests are served at a time; others wait
	 * @param bytes how much of forms is held at a time
	 * @param patience how long a request waits for its place
	 */
	RequestLane(int places, int bytes, Duration patience) {
		this.places = new Semaphore(places, true);
		this.bytes = new Semaphore(bytes);
		this.patience = patience;
	}

	/** Takes a place, which has to be {@linkplain #leave() given back}. */
	boolean enter() {
		try {
			return this.places.tryAcquire(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	void leave() {
		this.places.release();
	}

	/** Takes room, which has to be {@linkplain #empty(int) given back}. */
	boolean fill(int bytes) {
		return this.bytes.tryAcquire(bytes);
	}

	void empty(int bytes) {
		this.bytes.release(bytes);
	}

}
