package dev.runnerfleet.stack.drift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of comparisons, and what they found. */
@Component
public class Drifts {

	private final JdbcClient jdbc;

	Drifts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The latest comparison of a stack that the portal has asked for. */
	public Optional<Drift> latest(UUID stackId) {
		return this.jdbc.sql("select * from drift where stack_id = ? order by asked_at desc, id limit 1")
			.param(stackId)
			.query(Drifts::drift)
			.optional();
	}

	/** What a comparison found to be otherwise than the template wants it. */
	public List<Drift.Resource> resources(UUID driftId) {
		Map<String, List<Drift.Resource.Difference>> differences = new LinkedHashMap<>();
		this.jdbc.sql("select * from drift_difference where drift_id = ? order by logical_id, seq")
			.param(driftId)
			.query((row) -> {
				differences.computeIfAbsent(row.getString("logical_id"), (id) -> new ArrayList<>())
					.add(new Drift.Resource.Difference(row.getString("path"), row.getString("expected"),
							row.getString("actual")));
			});
		return this.jdbc.sql("select * from drift_resource where drift_id = ? order by logical_id")
			.param(driftId)
			.query((row, index) -> new Drift.Resource(row.getString("logical_id"), row.getString("physical_id"),
					row.getString("type"), row.getBoolean("removed"),
					differences.getOrDefault(row.getString("logical_id"), List.of())))
			.list();
	}

	/**
	 * When somebody else's comparison found that a stack is no longer as its template
	 * wants it.
	 * @return the moment, empty if there was none since the portal's own
	 */
	public Optional<Instant> foundOutside(UUID stackId) {
		return this.jdbc.sql("""
				select n.drift_at from stack_seen n where n.stack_id = :stack and n.drift_status = 'DRIFTED'
					and n.drift_at is not null and not exists (select 1 from drift d where d.stack_id = n.stack_id
						and (d.finished_at is null or d.finished_at >= n.drift_at))""")
			.param("stack", stackId)
			.query((row, index) -> Columns.instant(row, "drift_at"))
			.optional();
	}

	Optional<Drift> find(UUID id) {
		return this.jdbc.sql("select * from drift where id = ?").param(id).query(Drifts::drift).optional();
	}

	Optional<Drift> underWay(UUID stackId) {
		return this.jdbc.sql("select * from drift where active_stack = ?")
			.param(stackId)
			.query(Drifts::drift)
			.optional();
	}

	void insert(Drift drift) {
		this.jdbc.sql("""
				insert into drift (id, stack_id, active_stack, state, asked_by, asked_at)
				values (:id, :stack, :stack, :state, :by, :at)""")
			.param("id", drift.id())
			.param("stack", drift.stackId())
			.param("state", drift.state().name())
			.param("by", drift.askedBy())
			.param("at", Columns.sql(drift.askedAt()))
			.update();
	}

	void running(UUID id, String detectionId) {
		this.jdbc.sql("update drift set state = 'RUNNING', detection_id = ? where id = ? and active_stack is not null")
			.params(detectionId, id)
			.update();
	}

	/**
	 * Ends a comparison.
	 * @return whether it had not ended before
	 */
	boolean finish(UUID id, @Nullable String failure, Instant now) {
		return this.jdbc.sql("""
				update drift set state = :state, failure = :failure, finished_at = :now, active_stack = null
				where id = :id and active_stack is not null""")
			.param("state", ((failure != null) ? Drift.State.FAILED : Drift.State.DONE).name())
			.param("failure", Columns.cut(failure, 4000))
			.param("now", Columns.sql(now))
			.param("id", id)
			.update() > 0;
	}

	void add(UUID driftId, Drift.Resource resource) {
		this.jdbc.sql("""
				insert into drift_resource (drift_id, logical_id, physical_id, type, removed)
				values (?, ?, ?, ?, ?)""")
			.params(Arrays.asList(driftId, resource.logicalId(), Columns.cut(resource.physicalId(), 2000),
					resource.type(), resource.removed()))
			.update();
		int seq = 0;
		for (Drift.Resource.Difference difference : resource.differences()) {
			this.jdbc.sql("""
					insert into drift_difference (drift_id, logical_id, seq, path, expected, actual)
					values (?, ?, ?, ?, ?, ?)""")
				.params(Arrays.asList(driftId, resource.logicalId(), seq++, Columns.cut(difference.path(), 1000),
						Columns.cut(difference.expected(), 4000), Columns.cut(difference.actual(), 4000)))
				.update();
		}
	}

	private static Drift drift(ResultSet row, int index) throws SQLException {
		return new Drift(row.getObject("id", UUID.class), row.getObject("stack_id", UUID.class),
				Drift.State.valueOf(row.getString("state")), row.getString("asked_by"),
				Columns.instant(row, "asked_at"), row.getString("detection_id"),
				Columns.instantOrNull(row, "finished_at"), row.getString("failure"));
	}

	/** The place that a comparison's stack is in. */
	Optional<Place> place(UUID id) {
		return this.jdbc.sql("select s.account, s.region from drift p join stack s on s.id = p.stack_id where p.id = ?")
			.param(id)
			.query(Columns::place)
			.optional();
	}

}
