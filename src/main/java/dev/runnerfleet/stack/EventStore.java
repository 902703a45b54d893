package dev.runnerfleet.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

	/** Tells which of these events are stored already. */
	Set<String> known(UUID stackId, Collection<String> eventIds) {
		if (eventIds.isEmpty()) {
			return Set.of();
		}
		return new HashSet<>(
				this.jdbc.sql("select event_id from stack_event where stack_id = :stack and event_id in (:ids)")
					.param("stack", stackId)
					.param("ids", eventIds)
					.query(String.class)
					.list());
	}

	/**
	 * Appends those events that are new.
	 * @param stack the stack, locked by this transaction
	 * @param events events in the order they happened
	 * @return the stack after them
	 */
	Stack append(Stack stack, List<StackEvent> events) {
		Set<String> known = known(stack.id(), events.stream().map(StackEvent::eventId).toList());
		Map<String, StackResource> resources = new LinkedHashMap<>();
		this.stacks.resources(stack.id()).forEach((resource) -> resources.put(resource.logicalId(), resource));
		Map<String, StackResource> touched = new LinkedHashMap<>();
		Stack current = stack;
		for (StackEvent event : events) {
			if (!known.add(event.eventId())) {
				continue;
			}
			StackEvent stored = event.numbered(current.lastSeq() + 1);
			insert(stack.id(), stored);
			if (!stored.aboutStack(stack.arn())) {
				StackResource resource = resources.compute(stored.logicalId(),
						(id, before) -> (before != null) ? before.after(stored) : StackResource.first(stored));
				touched.put(stored.logicalId(), resource);
			}
			current = current.after(stored, done(resources.values()));
		}
		save(stack.id(), touched.values());
		return current;
	}

	/** Takes over resources as AWS lists them, where no event told of them. */
	int complete(UUID stackId, List<StackResource> listed) {
		Map<String, StackResource> resources = new LinkedHashMap<>();
		this.stacks.resources(stackId).forEach((resource) -> resources.put(resource.logicalId(), resource));
		List<StackResource> missing = new ArrayList<>();
		for (StackResource resource : listed) {
			if (resources.putIfAbsent(resource.logicalId(), resource) == null) {
				missing.add(resource);
			}
		}
		save(stackId, missing);
		return done(resources.values());
	}

	void replaceOutputs(UUID stackId, List<StackOutput> outputs) {
		this.jdbc.sql("delete from stack_output where stack_id = ?").param(stackId).update();
		for (StackOutput output : outputs) {
			this.jdbc.sql("insert into stack_output (stack_id, name, output_value, description) values (?, ?, ?, ?)")
				.params(stackId, output.name(), Texts.cut(output.value(), 4000), Texts.cut(output.description(), 1024))
				.update();
		}
	}

	private static int done(Collection<StackResource> resources) {
		return (int) resources.stream().filter(StackResource::done).count();
	}

	private void insert(UUID stackId, StackEvent event) {
		this.jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, physical_id, type, status, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(stackId, event.seq(), event.eventId(), Rows.sql(event.at()), event.logicalId(),
					Texts.cut(event.physicalId(), 2000), event.type(), event.status(), Texts.cut(event.reason(), 4000))
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
				.params(stackId, resource.logicalId(), Texts.cut(resource.physicalId(), 2000), resource.type(),
						resource.status(), Texts.cut(resource.reason(), 4000), Rows.sql(resource.startedAt()),
						Rows.sqlOrNull(resource.finishedAt()))
				.update();
		}
	}

}
