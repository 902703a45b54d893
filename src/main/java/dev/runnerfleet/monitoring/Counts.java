package dev.runnerfleet.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Numbers of one kind that are read at once for all the gauges that show them: a scrape
 * costs one query, however many there are.
 *
 * @param <K> what is counted apart
 */
public final class Counts<K> {

	private static final Duration FRESH = Duration.ofSeconds(1);

	private static final Logger log = LoggerFactory.getLogger(Counts.class);

	private final Clock clock;

	private final Supplier<Map<K, Long>> query;

	private Instant readAt = Instant.MIN;

	private @Nullable Map<K, Long> known;

	/**
	 * Reads nothing yet.
	 * @param clock tells when it is time to read anew
	 * @param query reads what there is of each; whoever is missing is not there
	 */
	public Counts(Clock clock, Supplier<Map<K, Long>> query) {
		this.clock = clock;
		this.query = query;
	}

	/**
	 * How many there are of one.
	 * @return {@link Double#NaN} while the database does not answer
	 */
	public synchronized double of(K key) {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.readAt.plus(FRESH))) {
			this.known = read();
			this.readAt = this.clock.instant();
		}
		return (this.known != null) ? this.known.getOrDefault(key, 0L) : Double.NaN;
	}

	private @Nullable Map<K, Long> read() {
		try {
			return this.query.get();
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("Nothing can be counted", ex);
			return null;
		}
	}

}
