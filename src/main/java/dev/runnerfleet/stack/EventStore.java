package dev.runnerfleet.stack;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps each event once, in a sequence without gaps, and folds it into the resource that
 * it is about.
 */
@Component
class EventStore {

	private final JdbcClient jdbc;

	private final Stacks stacks;

	EventStore(JdbcClient jdbc, Stacks stacks) {
		this.jdbc = jdbc;
		this.stacks = stacks;
	}

	/**
	 * Tells which of these events are stored already, or were and have been cleared away.
	 * @return their ids
	 */
	Set<String> known(UUID stackId, Collection<StackEvent> events) {
		if (events.isEmpty()) {
			return Set.of();
		}
		Set<String> known = new HashSet<>(
				this.jdbc.sql("select event_id from stack_event where stack_id = :stack and event_id in (:ids)")
					.param("stack", stackId)
					.param("ids", events.stream().map(StackEvent::eventId).toList())
					.query(String.class)
					.list());
		if (known.size() < events.size()) {
			clearedUntil(stackId).ifPresent((until) -> events.stream()
				.filter((event) -> event.at().isBefore(until))
				.map(StackEvent::eventId)
				.forEach(known::add));
		}
		return known;
	}

	private Optional<Instant> clearedUntil(UUID stackId) {
		return this.jdbc.sql("select events_cleared_until from stack where id = ? and events_cleared_until is not null")
			.param(stackId)
			.query(OffsetDateTime.class)
			.optional()
			.map(OffsetDateTime::toInstant);
	}

	/**
	 * Appends those events that are new.
	 * @param stack the stack, locked by this transaction
	 * @param events events in the order they happened
	 * @return the stack after them
	 */
	Stack append(Stack stack, List<StackEvent> events) {
		return append(stack, events, List.of());
	}

	/**
	 * Appends those events that are new, then takes over what AWS says of the resources
	 * themselves.
	 * @param stack the stack, locked by this transaction
	 * @param events events in the order they happened
	 * @param listed resources as AWS lists them, where events may be missing
	 * @return the stack after both
	 */
	Stack append(Stack stack, List<StackEvent> events, List<StackResource> listed) {
		Set<String> known = known(stack.id(), events);
		ResourceStates resources = states(stack);
		Stack current = stack;
		for (StackEvent event : events) {
			if (!known.add(event.eventId())) {
				continue;
			}
			StackEvent stored = event.numbered(current.lastSeq() + 1);
			insert(stack.id(), stored);
			resources.take(stored);
			current = current.after(stored, resources.done());
		}
		listed.forEach(resources::take);
		save(stack.id(), resources.touched());
		return listed.isEmpty() ? current : current.counted(resources.done());
	}

	/**
	 * Tells whether nothing of a stack's resources is missing at an end.
	 * @param stack the stack
	 * @param events events that are not stored yet
	 * @param end how it ended
	 */
	boolean complete(Stack stack, List<StackEvent> events, StackStatus end) {
		ResourceStates resources = states(stack);
		events.forEach(resources::take);
		return resources.complete(end, stack.resourcesTotal());
	}

	private ResourceStates states(Stack stack) {
		List<StackEvent> begun = this.jdbc.sql("""
				select * from stack_event where stack_id = ? and type = ? and physical_id = ?
					and status like '%IN_PROGRESS' order by at desc limit 5""")
			.params(Arrays.asList(stack.id(), StackEvent.STACK_TYPE, stack.arn()))
			.query(RowMappers::event)
			.list();
		return new ResourceStates(stack.arn(), this.stacks.resources(stack.id()), begun);
	}

	void replaceOutputs(UUID stackId, List<StackOutput> outputs) {
		this.jdbc.sql("delete from stack_output where stack_id = ?").param(stackId).update();
		for (StackOutput output : outputs) {
			this.jdbc.sql("insert into stack_output (stack_id, name, output_value, description) values (?, ?, ?, ?)")
				.params(Arrays.asList(stackId, output.name(), Columns.cut(output.value(), 4000),
						Columns.cut(output.description(), 1024)))
				.update();
		}
	}

	private void insert(UUID stackId, StackEvent event) {
		this.jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, physical_id, type, status, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(stackId, event.seq(), event.eventId(), Columns.sql(event.at()), event.logicalId(),
					Columns.cut(event.physicalId(), 2000), event.type(), event.status(),
					Columns.cut(event.reason(), 4000)))
			.update();
	}

	private void save(UUID stackId, Collection<StackResource> resources) {
		for (StackResource resource : resources) {
			this.jdbc.sql("delete from stack_resource where stack_id = ? and logical_id = ?")
				.params(stackId, resource.logicalId())
				.update();
			this.jdbc.sql("""
					insert into stack_resource (stack_id, logical_id, physical_id, type, status, reason, started_at,
						finished_at)
					values (?, ?, ?, ?, ?, ?, ?, ?)""")
				.params(Arrays.asList(stackId, resource.logicalId(), Columns.cut(resource.physicalId(), 2000),
						resource.type(), resource.status(), Columns.cut(resource.reason(), 4000),
						Columns.sql(resource.startedAt()), Columns.sqlOrNull(resource.finishedAt())))
				.update();
		}
	}

}
