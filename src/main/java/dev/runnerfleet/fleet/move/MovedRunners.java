package dev.runnerfleet.fleet.move;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is known of the runners that moves leave behind: one replica holds the access
 * token and asks GitLab, whichever works on the move reads here.
 */
@Component
class MovedRunners {

	private final JdbcClient jdbc;

	private final Clock clock;

	MovedRunners(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Forgets what was wrong: somebody has given an access token, or looked again. */
	void anew(UUID moveId, boolean accessGiven) {
		int known = this.jdbc
			.sql("update fleet_move_runner set access_given = access_given or ?, trouble = '' where move_id = ?")
			.params(accessGiven, moveId)
			.update();
		if (known == 0) {
			this.jdbc.sql("insert into fleet_move_runner (move_id, access_given, trouble) values (?, ?, '')")
				.params(moveId, accessGiven)
				.update();
		}
	}

	void paused(UUID moveId) {
		this.jdbc.sql("update fleet_move_runner set paused_at = coalesce(paused_at, ?), trouble = '' where move_id = ?")
			.params(Columns.sql(this.clock.instant()), moveId)
			.update();
	}

	void running(UUID moveId, int jobs) {
		this.jdbc.sql("update fleet_move_runner set running = ?, running_at = ?, trouble = '' where move_id = ?")
			.params(jobs, Columns.sql(this.clock.instant()), moveId)
			.update();
	}

	void trouble(UUID moveId, String words) {
		this.jdbc.sql("update fleet_move_runner set trouble = :words where move_id = :id")
			.param("words", Columns.cut(words, 1000))
			.param("id", moveId)
			.update();
	}

	/** What is known of a move's, nothing where nobody wrote anything. */
	MovedRunner of(UUID moveId) {
		return this.jdbc.sql("select * from fleet_move_runner where move_id = ?")
			.param(moveId)
			.query(MovedRunners::runner)
			.optional()
			.orElse(MovedRunner.UNKNOWN);
	}

	private static MovedRunner runner(ResultSet row, int index) throws SQLException {
		return new MovedRunner(row.getBoolean("access_given"), row.getTimestamp("paused_at") != null,
				row.getString("trouble"), row.getObject("running", Integer.class),
				Columns.instantOrNull(row, "running_at"));
	}

	/**
	 * A runner that a move leaves behind.
	 *
	 * @param accessGiven whether somebody has given an access token for it
	 * @param paused whether the portal has paused it
	 * @param trouble why that or the question for its jobs failed, blank if it did not
	 * @param running how many jobs ran on it, {@code null} where nobody has asked
	 * @param runningAt when that was
	 */
	record MovedRunner(boolean accessGiven, boolean paused, String trouble, @Nullable Integer running,
			@Nullable Instant runningAt) {

		static final MovedRunner UNKNOWN = new MovedRunner(false, false, "", null, null);

	}

}
