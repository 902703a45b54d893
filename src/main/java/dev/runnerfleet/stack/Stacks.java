package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.Place;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the portal knows of its stacks, straight from the tables. */
@Component
public class Stacks {

	private final JdbcClient jdbc;

	private final StackPages pages;

	Stacks(JdbcClient jdbc, StackPages pages) {
		this.jdbc = jdbc;
		this.pages = pages;
	}

	public Optional<Stack> find(UUID id) {
		return this.jdbc.sql("select * from stack where id = ?").param(id).query(RowMappers::stack).optional();
	}

	/** The stacks of some ids that there are, in no order. */
	public List<Stack> find(Collection<UUID> ids) {
		return ids.isEmpty() ? List.of()
				: this.jdbc.sql("select * from stack where id in (:ids)")
					.param("ids", ids)
					.query(RowMappers::stack)
					.list();
	}

	/** Whether a stack that is there, or is asked for, has a name. */
	public boolean nameInUse(Place place, String name) {
		return this.jdbc.sql("select count(*) from stack where live_name = ?")
			.param(StackRows.liveName(place, name))
			.query(Integer.class)
			.single() > 0;
	}

	public StackQuery.Page page(StackQuery query) {
		return this.pages.read(query);
	}

	/** How many stacks stand how, by the numbers of those who use them. */
	public Map<Integer, Long> standings() {
		return this.pages.standings();
	}

	/**
	 * In how many stacks what runs there is how, by the words of those who use them;
	 * those of which that is not told are left out.
	 */
	public Map<String, Long> healths() {
		return this.pages.healths();
	}

	/**
	 * The database's time, by which rows are dated: the clocks of replicas may differ.
	 */
	public Instant now() {
		return this.jdbc.sql("select current_timestamp as read_at")
			.query((row, index) -> Columns.instant(row, "read_at"))
			.single();
	}

	/**
	 * The stacks whose row was written lately.
	 * @param since the earliest moment of interest, by the database's clock
	 * @return those written since, and when they were read
	 */
	public Changes changedSince(Instant since) {
		List<Stack> stacks = new ArrayList<>();
		Instant[] readAt = { since };
		this.jdbc.sql("""
				select n.read_at, s.* from (select current_timestamp as read_at) n
				left join stack s on s.changed_at >= ?""").param(Columns.sql(since)).query((row) -> {
			readAt[0] = Columns.instant(row, "read_at");
			if (row.getObject("id") != null) {
				stacks.add(RowMappers.stack(row, 0));
			}
		});
		return new Changes(stacks, readAt[0]);
	}

	/**
	 * A stack's events in the order they are known.
	 * @param id the stack
	 * @param after the sequence that the caller has already, 0 for none
	 * @param limit how many at the most
	 * @return events with a sequence above {@code after}, ascending
	 */
	public List<StackEvent> events(UUID id, long after, int limit) {
		return this.jdbc.sql("select * from stack_event where stack_id = ? and seq > ? order by seq limit ?")
			.params(id, after, limit)
			.query(RowMappers::event)
			.list();
	}

	/**
	 * A stack's events, newest first.
	 * @param id the stack
	 * @param before the sequence to stay below, {@code Long.MAX_VALUE} for the newest
	 * @param limit how many at the most
	 * @return events, descending
	 */
	public List<StackEvent> latestEvents(UUID id, long before, int limit) {
		return this.jdbc.sql("select * from stack_event where stack_id = ? and seq < ? order by seq desc limit ?")
			.params(id, before, limit)
			.query(RowMappers::event)
			.list();
	}

	/** A stack's resources in the order they were begun. */
	public List<StackResource> resources(UUID id) {
		return this.jdbc.sql("select * from stack_resource where stack_id = ? order by started_at, logical_id")
			.param(id)
			.query(RowMappers::resource)
			.list();
	}

	/** A stack's outputs by name. */
	public List<StackOutput> outputs(UUID id) {
		return this.jdbc.sql("select * from stack_output where stack_id = ? order by name")
			.param(id)
			.query(RowMappers::output)
			.list();
	}

	/**
	 * A stack's operations, the latest first.
	 * @param id the stack
	 * @param limit how many at the most
	 */
	public List<Operation> operations(UUID id, int limit) {
		return this.jdbc
			.sql("select * from operation where stack_id = ? order by stack_id, started_at desc, id limit ?")
			.params(id, limit)
			.query(RowMappers::operation)
			.list();
	}

	/** What was asked of a stack last. */
	public Optional<Operation> latestOperation(UUID id) {
		return operations(id, 1).stream().findFirst();
	}

	/** The latest operation of a kind that was asked of a stack. */
	public Optional<Operation> latestOperation(UUID id, Operation.Kind kind) {
		return this.jdbc.sql("""
				select * from operation where stack_id = ? and kind = ?
				order by stack_id, started_at desc, id limit 1""")
			.params(id, kind.name())
			.query(RowMappers::operation)
			.optional();
	}

	/**
	 * The latest operation of each of some stacks, by stack. Each is found by its key, as
	 * the history of a stack may be long.
	 */
	public Map<UUID, Operation> latestOperations(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		return this.jdbc.sql("""
				select o.* from stack s join operation o on o.id = (
					select l.id from operation l where l.stack_id = s.id
					order by l.stack_id, l.started_at desc, l.id limit 1)
				where s.id in (:ids)""")
			.param("ids", ids)
			.query(RowMappers::operation)
			.list()
			.stream()
			.collect(Collectors.toMap(Operation::stackId, Function.identity()));
	}

	/** The first real failure among the events of an operation, which may still go on. */
	public Optional<OperationFailure> rootCause(Operation operation) {
		List<StackEvent> failures = this.jdbc
			.sql("select * from stack_event where stack_id = ? and seq > ? and status like '%FAILED' order by seq")
			.params(operation.stackId(), operation.fromSeq())
			.query(RowMappers::event)
			.list();
		return OperationFailure.rootCause(failures);
	}

	/** The outputs of some stacks by name, by stack; a stack without any is left out. */
	public Map<UUID, List<StackOutput>> outputs(Collection<UUID> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		Map<UUID, List<StackOutput>> outputs = new HashMap<>();
		this.jdbc.sql("select * from stack_output where stack_id in (:ids) order by stack_id, name")
			.param("ids", ids)
			.query((row) -> {
				outputs.computeIfAbsent(row.getObject("stack_id", UUID.class), (id) -> new ArrayList<>())
					.add(RowMappers.output(row, 0));
			});
		return outputs;
	}

	/**
	 * Stacks whose row was written lately.
	 *
	 * @param stacks the stacks as they are now, in no order
	 * @param readAt when they were read, by the database's clock: where the next read
	 * begins
	 */
	public record Changes(List<Stack> stacks, Instant readAt) {

	}

}
