package dev.runnerfleet.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes guessing slow, in the database, for all replicas and past a restart. Each counter
 * has one number, the moment when all of its budget is there again: what is used moves it
 * ahead, and time alone brings it back. So nothing has to be undone for a portal that was
 * killed, and a row that lies in the past is as good as none.
 */
@Repository
public class Throttle {

	private static final int TRIES = 6;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final Clock clock;

	Throttle(JdbcClient jdbc, TransactionOperations transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks whether the attempt has a chance, without counting it: a flood of others
	 * costs one read each.
	 * @throws TooManyFailures if there is nothing left
	 */
	public void check(Attempt attempt) {
		longest(attempt).ifPresent((wait) -> {
			throw new TooManyFailures(wait);
		});
	}

	/**
	 * Counts an attempt before its password is looked at, so that many at once do not
	 * pass together.
	 * @return how long the next one of its kind would have to wait, zero where it would
	 * not
	 * @throws TooManyFailures if there is nothing left; nothing is counted then
	 */
	public Duration reserve(Attempt attempt) {
		for (int tried = 0; tried < TRIES; tried++) {
			check(attempt);
			if (took(attempt)) {
				return longest(attempt).orElse(Duration.ZERO);
			}
		}
		// Others came first each time.
		throw new TooManyFailures(Duration.ofSeconds(1));
	}

	/** Takes back what {@link #reserve} counted, because it was no failure. */
	public void giveBack(Attempt attempt) {
		this.transaction
			.executeWithoutResult((status) -> attempt.counters()
				.forEach((counter) -> this.jdbc
					.sql("update sign_in_budget set whole_at = whole_at - ? where budget_key = ?")
					.params(counter.budget().cost(), counter.key())
					.update()));
	}

	/** Forgets what is whole again, so that the table does not grow with every guess. */
	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.jdbc.sql("delete from sign_in_budget where whole_at < ?").param(this.clock.millis()).update();
	}

	private boolean took(Attempt attempt) {
		try {
			return Boolean.TRUE.equals(this.transaction.execute((status) -> takeAll(attempt, status)));
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			// Another attempt came in between.
			return false;
		}
	}

	private boolean takeAll(Attempt attempt, TransactionStatus status) {
		long now = this.clock.millis();
		boolean taken = attempt.counters().stream().allMatch((counter) -> take(counter, now));
		if (!taken) {
			status.setRollbackOnly();
		}
		return taken;
	}

	/** The row is locked as it is changed, so that the condition holds for one alone. */
	private boolean take(FailureCounter counter, long now) {
		Budget budget = counter.budget();
		int updated = this.jdbc.sql("""
				update sign_in_budget
				set whole_at = case when whole_at between :now and :beyond then whole_at else :now end + :cost
				where budget_key = :key and (whole_at <= :limit or whole_at > :beyond)""")
			.param("now", now)
			.param("beyond", now + budget.beyond())
			.param("limit", now + budget.slack())
			.param("cost", budget.cost())
			.param("key", counter.key())
			.update();
		return updated == 1 || isNew(counter) && begin(counter, now);
	}

	private boolean isNew(FailureCounter counter) {
		return this.jdbc.sql("select count(*) from sign_in_budget where budget_key = ?")
			.param(counter.key())
			.query(Long.class)
			.single() == 0;
	}

	private boolean begin(FailureCounter counter, long now) {
		return this.jdbc.sql("insert into sign_in_budget (budget_key, whole_at) values (?, ?)")
			.params(counter.key(), now + counter.budget().cost())
			.update() == 1;
	}

	private Optional<Duration> longest(Attempt attempt) {
		long now = this.clock.millis();
		Map<String, Long> whole = new HashMap<>();
		this.jdbc.sql("select budget_key, whole_at from sign_in_budget where budget_key in (:keys)")
			.param("keys", attempt.keys())
			.query((row) -> {
				whole.put(row.getString(1), row.getLong(2));
			});
		return attempt.counters()
			.stream()
			.map((counter) -> counter.wait(whole.getOrDefault(counter.key(), now), now))
			.filter((wait) -> wait > 0)
			.max(Long::compare)
			.map(Duration::ofMillis);
	}

	/** Turns a sign-in away unchecked, because too many failed before it. */
	public static class TooManyFailures extends AuthenticationException {

		private final Duration wait;

		TooManyFailures(Duration wait) {
			super("Too many failed attempts. Try again in " + words(wait) + ".");
			this.wait = wait;
		}

		Duration exactly() {
			return this.wait;
		}

		/** At least a second. */
		public long seconds() {
			return Math.max(1, this.wait.plusMillis(999).toSeconds());
		}

		/** In seconds or minutes, rounded up. */
		public static String words(Duration wait) {
			long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
			if (seconds < 90) {
				return (seconds == 1) ? "a second" : seconds + " seconds";
			}
			return (seconds + 59) / 60 + " minutes";
		}

	}

}
