package dev.runnerfleet.access.password;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponseException;

/**
 * Lets half of the processors check passwords, and a few more attempts wait for that: a
 * crowd of sign-ins leaves the rest to those who have signed in.
 */
public class HashingQueue {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	private final int places;

	private final Semaphore free;

	private final AtomicInteger present = new AtomicInteger();

	/** As fits the machine. */
	public HashingQueue() {
		this(Math.max(1, PROCESSORS / 2), 8);
	}

	/**
	 * @param atOnce how many have their turn at a time
	 * @param waiting how many may wait for it
	 */
	HashingQueue(int atOnce, int waiting) {
		this.places = atOnce + waiting;
		this.free = new Semaphore(atOnce, true);
	}

	/**
	 * Does the work when its turn comes.
	 * @throws TooBusy at once, where too many wait already
	 */
	public <T> T take(Supplier<T> work) {
		if (this.present.incrementAndGet() > this.places) {
			this.present.decrementAndGet();
			throw new TooBusy();
		}
		try {
			return inTurn(work);
		}
		finally {
			this.present.decrementAndGet();
		}
	}

	/** How many have their turn or wait for it. */
	int present() {
		return this.present.get();
	}

	private <T> T inTurn(Supplier<T> work) {
		this.free.acquireUninterruptibly();
		try {
			return work.get();
		}
		finally {
			this.free.release();
		}
	}

	/**
	 * HashingQueue a password away unchecked, because too many others wait for that
	 * already.
	 */
	public static class TooBusy extends AuthenticationException {

		private static final int SECONDS = 5;

		public TooBusy() {
			super("Many people are signing in at this moment. Try again in a few seconds.");
		}

		/** What the client gets: 503, and when to come again. */
		public ErrorResponseException failure() {
			ErrorResponseException failure = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
			failure.setTitle("Too many sign-ins at once");
			failure.setDetail(getMessage());
			failure.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(SECONDS));
			return failure;
		}

	}

}
