package dev.runnerfleet.fleet.move;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.move.Move.Progress;
import dev.runnerfleet.fleet.move.Move.State;
import dev.runnerfleet.fleet.move.Move.Step;
import dev.runnerfleet.stack.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of moves. Each is written only as long as it still is where its writer saw it,
 * so that somebody who stops a move is not overruled by whoever works on it.
 */
@Component
class Moves {

	private static final int LONGEST = 2000;

	private static final String GOES_ON = " where id = :id and turn = :turn and state = 'RUNNING' and step = :step";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	Moves(JdbcClient jdbc, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Records a move before anything is asked of AWS.
	 * @throws org.springframework.dao.DuplicateKeyException if the fleet has one that is
	 * not over
	 */
	void add(Move move) {
		this.jdbc.sql("""
				insert into fleet_move (id, from_fleet, open_for, to_name, same_runner, patience_minutes, keep_cache,
					parameters, requested_by, begun_at, state, step, turn, leaving)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false)""")
			.params(move.id(), move.from(), move.from(), move.toName(), move.sameRunner(), move.patience().toMinutes(),
					move.keepCache(), this.json.writeValueAsString(move.parameters()), move.requestedBy(),
					Columns.sql(move.begunAt()), move.state().name(), move.step().name(), move.turn())
			.update();
		begin(move.id(), move.step());
	}

	/** Forgets a move whose second fleet was never launched. */
	void withdraw(UUID id) {
		this.jdbc.sql("delete from fleet_move where id = ? and to_fleet is null").param(id).update();
	}

	/**
	 * Gives the move that waits for it the fleet that was just recorded, in the
	 * transaction that records its launch. Who has stopped it meanwhile has not stopped
	 * that launch.
	 */
	void launched(UUID stackId, String requestedBy) {
		this.jdbc.sql("""
				update fleet_move set to_fleet = :stack
				where to_fleet is null and step = 'LAUNCH' and state in ('RUNNING', 'STOPPED') and requested_by = :by
					and exists (select 1 from stack t join stack f on f.account = t.account and f.region = t.region
						where t.id = :stack and t.name = to_name and f.id = from_fleet)""")
			.param("stack", stackId)
			.param("by", requestedBy)
			.update();
	}

	/**
	 * Says how far the current step is, unless somebody has stopped it meanwhile. Belongs
	 * into a transaction, so that nobody stops it between the two.
	 */
	void say(Move move, String words) {
		if (at(move, "turn = turn").update() == 1) {
			tell(move, words);
		}
	}

	private void tell(Move move, String words) {
		this.jdbc
			.sql("update fleet_move_step set words = :words where move_id = :id and step = :step and ended_at is null")
			.param("words", Columns.cut(words, LONGEST))
			.param("id", move.id())
			.param("step", move.step().name())
			.update();
	}

	/**
	 * Ends the current step, and begins the next one if there is one.
	 * @return whether the move is over
	 */
	boolean next(Move move, String words) {
		Optional<Step> next = move.step().next();
		int moved = at(move,
				(next.isPresent() ? "step = '" + next.get() + "'" : "state = 'DONE', open_for = null, ended_at = :now"))
			.param("now", now())
			.update();
		if (moved == 1) {
			this.jdbc
				.sql("update fleet_move_step set ended_at = :now, words = :words where move_id = :id and step = :step")
				.param("now", now())
				.param("words", Columns.cut(words, LONGEST))
				.param("id", move.id())
				.param("step", move.step().name())
				.update();
			next.ifPresent((step) -> begin(move.id(), step));
		}
		return moved == 1 && next.isEmpty();
	}

	/**
	 * @return whether it went on until now and stands still from now on
	 */
	boolean stop(Move move, String words) {
		boolean stopped = at(move, "state = 'STOPPED', leaving = false").update() == 1;
		if (stopped) {
			tell(move, words);
		}
		return stopped;
	}

	/**
	 * Stops a move for somebody.
	 * @return whether it went on until now, and the first fleet was not about to go
	 */
	boolean interrupt(Move move, String words) {
		boolean stopped = this.jdbc
			.sql("update fleet_move set state = 'STOPPED' where id = ? and state = 'RUNNING' and leaving = false")
			.param(move.id())
			.update() == 1;
		if (stopped) {
			tell(move, words);
		}
		return stopped;
	}

	/**
	 * @return whether it stood still and goes on in a new turn
	 */
	boolean goOn(Move move, Step from) {
		boolean goesOn = this.jdbc.sql("""
				update fleet_move set state = 'RUNNING', step = ?, turn = turn + 1, preview_id = null
				where id = ? and turn = ? and state = 'STOPPED'""")
			.params(from.name(), move.id(), move.turn())
			.update() == 1;
		if (goesOn) {
			begin(move.id(), from);
		}
		return goesOn;
	}

	/**
	 * @return whether it stood still and is over from now on
	 */
	boolean end(Move move) {
		return this.jdbc.sql("""
				update fleet_move set state = 'ENDED', open_for = null, ended_at = ?
				where id = ? and turn = ? and state = 'STOPPED'""").params(now(), move.id(), move.turn()).update() == 1;
	}

	void quietBy(Move move, UUID previewId) {
		at(move, "preview_id = :preview").param("preview", previewId).update();
	}

	/**
	 * @return whether the first fleet may go now: from here on nobody stops the move
	 */
	boolean leave(Move move) {
		return at(move, "leaving = true").update() == 1;
	}

	Optional<Move> find(UUID id) {
		return this.jdbc.sql("select * from fleet_move where id = ?").param(id).query(this::move).optional();
	}

	/** The latest move of a fleet. */
	Optional<Move> latest(UUID from) {
		return this.jdbc.sql("select * from fleet_move where from_fleet = ? order by begun_at desc, id limit 1")
			.param(from)
			.query(this::move)
			.optional();
	}

	/** The move that a fleet is in and that is not over, on whichever side of it. */
	Optional<Move> open(UUID fleetId) {
		return this.jdbc
			.sql("select * from fleet_move where open_for is not null and :fleet in (from_fleet, to_fleet) limit 1")
			.param("fleet", fleetId)
			.query(this::move)
			.optional();
	}

	private JdbcClient.StatementSpec at(Move move, String change) {
		return this.jdbc.sql("update fleet_move set " + change + GOES_ON)
			.param("id", move.id())
			.param("turn", move.turn())
			.param("step", move.step().name());
	}

	private void begin(UUID id, Step step) {
		this.jdbc.sql("delete from fleet_move_step where move_id = ? and step = ?").params(id, step.name()).update();
		this.jdbc.sql("insert into fleet_move_step (move_id, step, begun_at, words) values (?, ?, ?, '')")
			.params(id, step.name(), now())
			.update();
	}

	private OffsetDateTime now() {
		return Columns.sql(this.clock.instant());
	}

	private Move move(ResultSet row, int index) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		return new Move(id, row.getObject("from_fleet", UUID.class), row.getObject("to_fleet", UUID.class),
				row.getString("to_name"), row.getBoolean("same_runner"),
				Duration.ofMinutes(row.getInt("patience_minutes")), row.getBoolean("keep_cache"),
				this.json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {
				}), row.getString("requested_by"), Columns.instant(row, "begun_at"),
				State.valueOf(row.getString("state")), Step.valueOf(row.getString("step")), row.getInt("turn"),
				row.getObject("preview_id", UUID.class), row.getBoolean("leaving"), steps(id));
	}

	private List<Progress> steps(UUID id) {
		return this.jdbc.sql("select * from fleet_move_step where move_id = ? order by begun_at, step")
			.param(id)
			.query((row, index) -> new Progress(Step.valueOf(row.getString("step")), Columns.instant(row, "begun_at"),
					Columns.instantOrNull(row, "ended_at"), row.getString("words")))
			.list()
			.stream()
			.sorted(Comparator.comparing(Progress::step))
			.toList();
	}

}
