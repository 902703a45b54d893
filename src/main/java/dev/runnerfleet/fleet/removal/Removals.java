package dev.runnerfleet.fleet.removal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of removals and their steps. */
@Component
public class Removals {

	private static final int LONGEST = 2000;

	private final JdbcClient jdbc;

	private final Clock clock;

	Removals(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	void add(Removal removal) {
		this.jdbc.sql("""
				insert into removal (id, fleet_id, operation_id, keep_cache, retain, begun_at)
				values (?, ?, ?, ?, ?, ?)""")
			.params(removal.id(), removal.fleetId(), removal.operationId(), removal.keepCache(),
					String.join(",", removal.retain()), sql(removal.begunAt()))
			.update();
		for (int ordinal = 0; ordinal < removal.steps().size(); ordinal++) {
			add(removal.steps().get(ordinal).of(removal.id(), ordinal));
		}
	}

	private void add(RemovalStep step) {
		this.jdbc.sql("""
				insert into removal_step (removal_id, ordinal, kind, state, subject, amount, words)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(step.removalId(), step.ordinal(), step.kind().name(), step.state().name(),
					step.subject(), step.amount(), step.words()))
			.update();
	}

	/**
	 * Stores how far a step is, unless it has ended meanwhile.
	 * @return whether it was stored
	 */
	boolean update(RemovalStep step) {
		String words = (step.words().length() > LONGEST) ? step.words().substring(0, LONGEST - 1) + "…" : step.words();
		return this.jdbc.sql("""
				update removal_step set state = :state, amount = :amount, words = :words, begun_at = :begun,
					ended_at = :ended
				where removal_id = :removal and ordinal = :ordinal and state in ('WAITING', 'RUNNING')""")
			.param("state", step.state().name())
			.param("amount", step.amount())
			.param("words", words)
			.param("begun", sqlOrNull(step.begunAt()))
			.param("ended", sqlOrNull(step.endedAt()))
			.param("removal", step.removalId())
			.param("ordinal", step.ordinal())
			.update() == 1;
	}

	/** Begins a step; of several who try at once one succeeds. */
	boolean claim(RemovalStep step) {
		return this.jdbc.sql("""
				update removal_step set state = 'RUNNING', begun_at = ?
				where removal_id = ? and ordinal = ? and state = 'WAITING'""")
			.params(sql(this.clock.instant()), step.removalId(), step.ordinal())
			.update() == 1;
	}

	/** Leaves undone what is still ahead. */
	void skipRest(UUID removalId) {
		this.jdbc.sql("""
				update removal_step set state = 'SKIPPED', ended_at = ?
				where removal_id = ? and state in ('WAITING', 'RUNNING')""")
			.params(sql(this.clock.instant()), removalId)
			.update();
	}

	/** Forgets the steps of an operation, for it to get others. */
	void forget(UUID operationId) {
		this.jdbc.sql("delete from removal where operation_id = ?").param(operationId).update();
	}

	/** From now on another operation deletes the stack, all but some resources. */
	void goOnWith(UUID removalId, UUID operationId, List<String> retain) {
		this.jdbc.sql("update removal set operation_id = ?, retain = ? where id = ?")
			.params(operationId, String.join(",", retain), removalId)
			.update();
	}

	Optional<Removal> find(UUID id) {
		return list("id = :key", id).findFirst();
	}

	public Optional<Removal> ofOperation(UUID operationId) {
		return list("operation_id = :key", operationId).findFirst();
	}

	/** The removals of some operations, by operation; one that is none is left out. */
	public Map<UUID, Removal> ofOperations(Collection<UUID> operationIds) {
		return operationIds.isEmpty() ? Map.of() : list("operation_id in (:key)", operationIds)
			.collect(Collectors.toMap(Removal::operationId, (removal) -> removal));
	}

	private Stream<Removal> list(String condition, Object key) {
		Map<UUID, List<RemovalStep>> steps = new HashMap<>(this.jdbc
			.sql("select * from removal_step where removal_id in (select id from removal where " + condition
					+ ") order by removal_id, ordinal")
			.param("key", key)
			.query(Removals::step)
			.list()
			.stream()
			.collect(Collectors.groupingBy(RemovalStep::removalId)));
		return this.jdbc.sql("select * from removal where " + condition)
			.param("key", key)
			.query((row, index) -> removal(row, steps))
			.list()
			.stream();
	}

	private static Removal removal(ResultSet row, Map<UUID, List<RemovalStep>> steps) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		List<String> retain = Stream.of(row.getString("retain").split(",")).filter((name) -> !name.isEmpty()).toList();
		return new Removal(id, row.getObject("fleet_id", UUID.class), row.getObject("operation_id", UUID.class),
				row.getBoolean("keep_cache"), retain, row.getObject("begun_at", OffsetDateTime.class).toInstant(),
				steps.getOrDefault(id, List.of()));
	}

	private static RemovalStep step(ResultSet row, int index) throws SQLException {
		return new RemovalStep(row.getObject("removal_id", UUID.class), row.getInt("ordinal"),
				RemovalStep.Kind.valueOf(row.getString("kind")), RemovalStep.State.valueOf(row.getString("state")),
				row.getString("subject"), row.getLong("amount"), row.getString("words"), instant(row, "begun_at"),
				instant(row, "ended_at"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.toInstant() : null;
	}

	private static OffsetDateTime sql(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private static @Nullable OffsetDateTime sqlOrNull(@Nullable Instant instant) {
		return (instant != null) ? sql(instant) : null;
	}

	/** The place that a removal's stack is in. */
	Optional<Place> place(UUID id) {
		return this.jdbc
			.sql("select s.account, s.region from removal r join stack s on s.id = r.fleet_id where r.id = ?")
			.param(id)
			.query(Columns::place)
			.optional();
	}

}
