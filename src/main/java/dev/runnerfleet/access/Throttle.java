package dev.runnerfleet.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes guessing slow: after a few failures each further one doubles the wait. It counts
 * in the database, for all replicas and past a restart.
 */
@Repository
class Throttle {

	private static final int FREE = 5;

	private static final Duration FIRST = Duration.ofSeconds(15);

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final Clock clock;

	Throttle(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Counts an attempt as failed before its password is looked at, so that many at once
	 * do not pass together.
	 * @param key whose attempts are counted together, at most 64 characters
	 * @return the pause that has begun, unless the attempt succeeds
	 * @throws TooManyFailures if there is a pause already
	 */
	Duration reserve(String key) {
		try {
			return this.transaction.execute((status) -> take(key));
		}
		catch (DuplicateKeyException ex) {
			// Another first attempt came in between.
			return this.transaction.execute((status) -> take(key));
		}
	}

	void succeeded(String key) {
		this.jdbc.sql("delete from sign_in_attempts where attempts_key = ?").param(key).update();
	}

	/** Forgets what would be forgiven anyway. */
	void tidy() {
		this.jdbc.sql("delete from sign_in_attempts where paused_until < ?")
			.param(utc(this.clock.instant().minus(LONGEST)))
			.update();
	}

	private Duration take(String key) {
		Instant now = this.clock.instant();
		Optional<Failures> known = find(key);
		if (known.isEmpty()) {
			this.jdbc.sql("insert into sign_in_attempts (attempts_key, failures, paused_until) values (?, ?, ?)")
				.params(key, 1, utc(now))
				.update();
			return Duration.ZERO;
		}
		Instant until = known.get().until();
		if (until.isAfter(now)) {
			throw new TooManyFailures(Duration.between(now, until));
		}
		int count = until.plus(LONGEST).isBefore(now) ? 1 : known.get().count() + 1;
		Duration pause = penalty(count);
		this.jdbc.sql("update sign_in_attempts set failures = ?, paused_until = ? where attempts_key = ?")
			.params(count, utc(now.plus(pause)), key)
			.update();
		return pause;
	}

	private Optional<Failures> find(String key) {
		return this.jdbc.sql("select * from sign_in_attempts where attempts_key = ? for update")
			.param(key)
			.query(Failures::map)
			.optional();
	}

	private static Duration penalty(int count) {
		if (count < FREE) {
			return Duration.ZERO;
		}
		Duration doubled = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
		return (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
	}

	private static OffsetDateTime utc(Instant instant) {
		return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	private record Failures(int count, Instant until) {

		static Failures map(ResultSet row, int number) throws SQLException {
			return new Failures(row.getInt("failures"),
					row.getObject("paused_until", OffsetDateTime.class).toInstant());
		}

	}

}
