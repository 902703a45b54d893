package dev.runnerfleet.autopsy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.autopsy.Autopsy.Line;
import dev.runnerfleet.autopsy.Autopsy.Purpose;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the machines told of each operation, straight from the tables. */
@Component
public class Autopsies {

	/** All but the lines, of which there may be many. */
	private static final String BRIEF = """
			a.operation_id, a.stack_id, a.purpose, a.asked_at, a.ended, a.verdict, a.step, a.words, a.answer, a.code,
			a.heard_at, a.trouble, a.wanted_hash""";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Autopsies(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** What was told of an operation, empty where nobody was asked. */
	public Optional<Autopsy> of(UUID operationId) {
		return this.jdbc.sql("select a.* from autopsy a where a.operation_id = ?")
			.param(operationId)
			.query((row, index) -> autopsy(row, lines(row)))
			.optional();
	}

	/** The latest of a stack that has lines, whatever it was about; empty if none has. */
	public Optional<Autopsy> lastOf(UUID stackId) {
		return this.jdbc.sql("""
				select a.* from autopsy a where a.stack_id = ? and a.evidence <> '[]'
				order by a.asked_at desc, a.operation_id limit 1""")
			.param(stackId)
			.query((row, index) -> autopsy(row, lines(row)))
			.optional();
	}

	/** The same of several operations, by operation, without the lines. */
	public Map<UUID, Autopsy> of(Collection<UUID> operationIds) {
		return operationIds.isEmpty() ? Map.of()
				: this.jdbc.sql("select " + BRIEF + " from autopsy a where a.operation_id in (:ids)")
					.param("ids", operationIds)
					.query((row, index) -> autopsy(row, List.of()))
					.list()
					.stream()
					.collect(Collectors.toMap(Autopsy::operationId, Function.identity()));
	}

	/**
	 * What the managers of some stacks reported last of a change or a proof, by stack,
	 * without the lines. A later launch or adoption makes all before it past.
	 */
	public Map<UUID, Autopsy> reports(Collection<UUID> stackIds) {
		return stackIds.isEmpty() ? Map.of()
				: this.jdbc.sql("select " + BRIEF + """

						from autopsy a join operation o on o.id = a.operation_id
						where a.stack_id in (:ids) and a.purpose not in ('FAILURE', 'BOOT') and a.verdict <> 'UNTOUCHED'
							and o.state = 'SUCCEEDED' and not exists (select 1 from operation l
								where l.stack_id = a.stack_id and l.kind in ('LAUNCH', 'ADOPT')
									and l.started_at > o.started_at)
						order by o.started_at, o.id""")
					.param("ids", stackIds)
					.query((row, index) -> autopsy(row, List.of()))
					.list()
					.stream()
					.collect(Collectors.toMap(Autopsy::stackId, Function.identity(), (earlier, later) -> later));
	}

	/**
	 * Where the stack of an operation is whose machines are asked.
	 * @param askedAt the reason to ask them; empty where there has been a later one
	 */
	Optional<Place> place(UUID operationId, Instant askedAt) {
		return this.jdbc.sql("""
				select s.account, s.region from autopsy a join stack s on s.id = a.stack_id
				where a.operation_id = ? and a.asked_at = ?""")
			.params(operationId, Columns.sql(askedAt))
			.query(Columns::place)
			.optional();
	}

	/**
	 * Holds an operation without waiting for it, as whoever has its stack must not.
	 * @return whether nobody else holds it
	 */
	boolean holds(UUID operationId) {
		return this.jdbc.sql("select id from operation where id = ? for update skip locked")
			.param(operationId)
			.query(UUID.class)
			.optional()
			.isPresent();
	}

	/** Takes the place of what was asked of the same operation before. */
	void begin(Autopsy autopsy) {
		this.jdbc.sql("delete from autopsy where operation_id = ?").param(autopsy.operationId()).update();
		this.jdbc.sql("""
				insert into autopsy (operation_id, stack_id, purpose, asked_at, ended, verdict, step, words, answer,
					evidence)
				values (?, ?, ?, ?, false, ?, '', '', '', '[]')""")
			.params(autopsy.operationId(), autopsy.stackId(), autopsy.purpose().name(), Columns.sql(autopsy.askedAt()),
					autopsy.verdict().name())
			.update();
	}

	/** There is a new reason to look. */
	void again(UUID operationId, Instant now) {
		this.jdbc.sql("update autopsy set asked_at = ?, ended = false where operation_id = ?")
			.params(Columns.sql(now), operationId)
			.update();
	}

	/** Stores what came of a look, unless there has been a new reason to look since. */
	void update(Autopsy autopsy) {
		this.jdbc.sql("""
				update autopsy set ended = :ended, verdict = :verdict, step = :step, words = :words, answer = :answer,
					code = :code, heard_at = :heardAt, trouble = :trouble, wanted_hash = :wanted, evidence = :evidence
				where operation_id = :id and asked_at = :askedAt""")
			.param("ended", autopsy.over())
			.param("verdict", autopsy.verdict().name())
			.param("step", Columns.cut(autopsy.step(), 40))
			.param("words", Columns.cut(autopsy.words(), LogText.LONGEST))
			.param("answer", Columns.cut(autopsy.answer(), LogText.LONGEST))
			.param("code", autopsy.code())
			.param("heardAt", (autopsy.heardAt() != null) ? Columns.sql(autopsy.heardAt()) : null)
			.param("trouble", Columns.cut(autopsy.trouble(), 1000))
			.param("wanted", Columns.cut(autopsy.wanted(), 64))
			.param("evidence", this.json.writeValueAsString(autopsy.lines()))
			.param("id", autopsy.operationId())
			.param("askedAt", Columns.sql(autopsy.askedAt()))
			.update();
	}

	/**
	 * Stores when the first worker was up, from which it is measured how long that takes.
	 */
	void workerUp(Autopsy autopsy, Instant at) {
		this.jdbc.sql("update autopsy set worker_at = ? where operation_id = ? and worker_at is null")
			.params(Columns.sql(at), autopsy.operationId())
			.update();
	}

	private List<Line> lines(ResultSet row) throws SQLException {
		return this.json.readValue(row.getString("evidence"), new TypeReference<List<Line>>() {
		});
	}

	private static Autopsy autopsy(ResultSet row, List<Line> lines) throws SQLException {
		return new Autopsy(row.getObject("operation_id", UUID.class), row.getObject("stack_id", UUID.class),
				Purpose.valueOf(row.getString("purpose")), Columns.instant(row, "asked_at"), row.getBoolean("ended"),
				Verdict.valueOf(row.getString("verdict")), row.getString("step"), row.getString("words"),
				row.getString("answer"), row.getObject("code", Integer.class), Columns.instantOrNull(row, "heard_at"),
				row.getString("trouble"), row.getString("wanted_hash"), lines);
	}

}
