package dev.runnerfleet.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after a few failures each further one doubles the wait. Forgets
 * the longest unused of its keys when there are too many.
 */
class Throttle {

	private static final int FREE = 5;

	private static final Duration FIRST = Duration.ofSeconds(15);

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final int KEYS = 10_000;

	private final Clock clock;

	private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
			return size() > KEYS;
		}

	};

	Throttle(Clock clock) {
		this.clock = clock;
	}

	/**
	 * How long to wait before the next attempt.
	 * @param key whose attempts are counted together
	 * @return zero if there is no need to wait
	 */
	synchronized Duration waitFor(String key) {
		Failures known = this.failures.get(key);
		Duration wait = (known != null) ? Duration.between(this.clock.instant(), known.until()) : Duration.ZERO;
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	synchronized void failed(String key) {
		Instant now = this.clock.instant();
		Failures known = this.failures.get(key);
		boolean forgiven = known == null || known.until().plus(LONGEST).isBefore(now);
		int count = forgiven ? 1 : known.count() + 1;
		this.failures.put(key, new Failures(count, now.plus(penalty(count))));
	}

	synchronized void succeeded(String key) {
		this.failures.remove(key);
	}

	private static Duration penalty(int count) {
		if (count < FREE) {
			return Duration.ZERO;
		}
		Duration doubled = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
		return (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
	}

	private record Failures(int count, Instant until) {
	}

}
