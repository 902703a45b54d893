package dev.runnerfleet.fleet.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of what was asked for several fleets at once. */
@Component
class BulkRuns {

	/** A turn takes at most some calls to AWS, each with an end of its own. */
	static final Duration TURN = Duration.ofMinutes(2);

	private static final Duration KEPT = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	BulkRuns(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Writes down what is asked, and clears away what was asked long ago.
	 * @param alongside what belongs to it
	 * @return whether it is new: one that was sent twice is not
	 */
	boolean add(BulkRun run, Runnable alongside) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.jdbc.sql("delete from bulk_run where asked_at < ?").param(sql(run.askedAt().minus(KEPT))).update();
				this.jdbc.sql("""
						insert into bulk_run (id, action, keep_cache, remove_logs, asked_by, asked_at, open_until)
						values (?, ?, ?, ?, ?, ?, ?)""")
					.params(run.id(), run.action().name(), run.keepCache(), run.removeLogs(), run.askedBy(),
							sql(run.askedAt()), sql(run.openUntil()))
					.update();
				for (int place = 0; place < run.items().size(); place++) {
					add(run.id(), place, run.items().get(place));
				}
				alongside.run();
			});
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private void add(UUID runId, int place, BulkRun.Item item) {
		this.jdbc.sql("insert into bulk_item (run_id, place, fleet_id, seen, state, words) values (?, ?, ?, ?, ?, ?)")
			.params(runId, place, item.fleetId(), item.seen(), item.state().name(), item.words())
			.update();
	}

	Optional<BulkRun> find(UUID id) {
		return this.jdbc.sql("select * from bulk_run where id = ?")
			.param(id)
			.query((row, index) -> new BulkRun(id, BulkAction.valueOf(row.getString("action")),
					row.getBoolean("keep_cache"), row.getBoolean("remove_logs"), row.getString("asked_by"),
					instant(row, "asked_at"), instant(row, "open_until"), items(id)))
			.optional();
	}

	private List<BulkRun.Item> items(UUID runId) {
		return this.jdbc.sql("select * from bulk_item where run_id = ? order by place")
			.param(runId)
			.query((row, index) -> new BulkRun.Item(row.getObject("fleet_id", UUID.class), row.getInt("seen"),
					BulkRun.State.valueOf(row.getString("state")), row.getString("words"),
					row.getObject("preview_id", UUID.class)))
			.list();
	}

	/**
	 * Takes the turn of a fleet: once, and only while the page says that it may come.
	 * @return whether it is its turn
	 */
	boolean take(UUID runId, UUID fleetId) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			Instant now = this.clock.instant();
			boolean open = this.jdbc.sql("update bulk_run set open_until = ? where id = ? and open_until > ?")
				.params(sql(now.plus(TURN)), runId, sql(now))
				.update() > 0;
			return open && this.jdbc
				.sql("update bulk_item set state = 'TURN' where run_id = ? and fleet_id = ? and state = 'WAITING'")
				.params(runId, fleetId)
				.update() > 0;
		}));
	}

	/** Stores what came of a turn. */
	void ended(UUID runId, BulkRun.Item item) {
		String words = item.words();
		this.jdbc.sql("update bulk_item set state = ?, words = ?, preview_id = ? where run_id = ? and fleet_id = ?")
			.params(Arrays.asList(item.state().name(), words.substring(0, Math.min(words.length(), 1000)),
					item.previewId(), runId, item.fleetId()))
			.update();
	}

	private static OffsetDateTime sql(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
