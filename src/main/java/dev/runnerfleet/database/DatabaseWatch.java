package dev.runnerfleet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database answers, and says so once when it stops and once when it is
 * back. Asks for itself only while it is away, or when somebody wants to know.
 */
@Component
class DatabaseWatch {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseWatch.class);

	/** Many who ask at once cost one question. */
	private static final Duration FRESH = Duration.ofSeconds(1);

	/**
	 * A disk that is full still lets itself be read: it is back when nobody complains.
	 */
	private static final Duration QUIET = Duration.ofSeconds(3);

	private final DataSource database;

	private final Clock clock;

	private final AtomicReference<Instant> awaySince = new AtomicReference<>();

	private volatile Instant failedAt = Instant.EPOCH;

	private Instant askedAt = Instant.EPOCH;

	DatabaseWatch(DataSource database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/** Takes note of a failure that somebody met. */
	void isAway(Throwable failure) {
		Instant now = this.clock.instant();
		this.failedAt = now;
		if (this.awaySince.compareAndSet(null, now)) {
			logger.error(
					"The portal's database does not answer: {} Until it does, pages say so and nothing is followed.",
					lastWords(failure));
		}
	}

	/**
	 * Whether it answers now, or did a second ago; waits no longer than the pool does.
	 */
	synchronized boolean answers() {
		Instant now = this.clock.instant();
		if (Duration.between(this.askedAt, now).abs().compareTo(FRESH) >= 0) {
			ask();
			this.askedAt = this.clock.instant();
		}
		return this.awaySince.get() == null;
	}

	@Scheduled(fixedDelayString = "1s")
	void lookForIt() {
		if (this.awaySince.get() != null) {
			openAgain();
			answers();
		}
	}

	private void ask() {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("select 1");
			Instant now = this.clock.instant();
			if (Duration.between(this.failedAt, now).abs().compareTo(QUIET) >= 0) {
				isBack(now);
			}
		}
		catch (SQLException ex) {
			isAway(ex);
		}
	}

	private void isBack(Instant now) {
		Instant since = this.awaySince.getAndSet(null);
		if (since != null) {
			logger.warn("The portal's database answers again, after {} seconds.",
					Duration.between(since, now).toSeconds());
		}
	}

	/**
	 * A disk that was full closes H2's file for good: it is opened anew once nobody holds
	 * on to a connection from before.
	 */
	private void openAgain() {
		try {
			if (this.database.isWrapperFor(HikariDataSource.class)) {
				HikariPoolMXBean pool = this.database.unwrap(HikariDataSource.class).getHikariPoolMXBean();
				if (pool != null) {
					pool.softEvictConnections();
				}
			}
		}
		catch (SQLException ex) {
			logger.debug("The pool cannot be asked", ex);
		}
	}

	private static String lastWords(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
		return words.endsWith(".") ? words : words + ".";
	}

}
