package dev.runnerfleet.stack;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.Place;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers how AWS last showed each stack, beside the stack's own row, which tells what
 * the portal knows of it.
 */
@Component
class StackSnapshots {

	private static final String IDLE = """
			s.arn is not null and s.live_name is not null
				and not exists (select 1 from operation o where o.active_stack = s.id)""";

	private static final String AWAITED = """
			s.arn is null and s.status = 'NOT_SENT'
				and exists (select 1 from operation o where o.stack_id = s.id and o.state = 'NOT_SENT')""";

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	StackSnapshots(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/** The places of those that are idle or awaited. */
	List<Place> places() {
		return this.jdbc
			.sql("select distinct s.account, s.region from stack s where (%s) or (%s)".formatted(IDLE, AWAITED))
			.query(Columns::place)
			.list();
	}

	/** A region's stacks that AWS knows and nobody works on through the portal. */
	List<IdleStack> idle(Place place) {
		return this.jdbc.sql("""
				select s.*, n.stack_id as seen, n.updated_at, n.drift_status, n.drift_at
				from stack s left join stack_seen n on n.stack_id = s.id
				where s.account = ? and s.region = ? and %s
				order by s.name""".formatted(IDLE))
			.params(place.account(), place.region())
			.query(StackSnapshots::idleStack)
			.list();
	}

	/** A region's stacks whose launch AWS has not confirmed. */
	List<Stack> awaited(Place place) {
		return this.jdbc
			.sql("select * from stack s where s.account = ? and s.region = ? and %s order by s.name".formatted(AWAITED))
			.params(place.account(), place.region())
			.query(RowMappers::stack)
			.list();
	}

	Optional<StackSnapshot> find(UUID stackId) {
		return this.jdbc.sql("""
				select s.status, n.updated_at, n.drift_status, n.drift_at
				from stack_seen n join stack s on s.id = n.stack_id where n.stack_id = ?""")
			.param(stackId)
			.query((row, index) -> snapshot(row))
			.optional();
	}

	/**
	 * Remembers how AWS shows a stack.
	 * @param stackId a stack whose row is locked by this transaction
	 */
	void remember(UUID stackId, StackSnapshot now) {
		StackSnapshot seen = now.after(find(stackId).orElse(null));
		this.jdbc.sql("delete from stack_seen where stack_id = ?").param(stackId).update();
		this.jdbc.sql("insert into stack_seen (stack_id, updated_at, drift_status, drift_at) values (?, ?, ?, ?)")
			.params(Arrays.asList(stackId, Columns.sqlOrNull(seen.updatedAt()), seen.driftStatus(),
					Columns.sqlOrNull(seen.driftAt())))
			.update();
	}

	/**
	 * Takes in how AWS describes a stack at the end of an operation, so that nobody takes
	 * the portal's own work for somebody else's.
	 * @param operation the operation as it ended, its stack locked by this transaction
	 */
	void ended(Operation operation, StackDescription description) {
		remember(operation.stackId(), description.snapshot());
		this.events.publishEvent(new OperationEvent.Settled(operation, description.parameters(), description.tags()));
	}

	private static IdleStack idleStack(ResultSet row, int index) throws SQLException {
		StackSnapshot seen = (row.getObject("seen") != null) ? snapshot(row) : null;
		return new IdleStack(RowMappers.stack(row, index), seen);
	}

	private static StackSnapshot snapshot(ResultSet row) throws SQLException {
		return new StackSnapshot(new StackStatus(row.getString("status")), Columns.instantOrNull(row, "updated_at"),
				row.getString("drift_status"), Columns.instantOrNull(row, "drift_at"));
	}

}
