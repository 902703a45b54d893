package dev.runnerfleet.stack;

import java.util.UUID;

import dev.runnerfleet.aws.Place;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes stack rows. Each write moves the revision on and is announced, so that no change
 * can miss the pages that show it; it is dated by the database, whose clock all replicas
 * share.
 */
@Component
public class StackRows {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	StackRows(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	void insert(Stack stack) {
		this.jdbc
			.sql("""
					insert into stack (id, name, account, region, live_name, status, resources_done, resources_total, last_seq,
						created_by, created_at, active_at, changed_at, revision)
					values (:id, :name, :account, :region, :liveName, :status, 0, :total, 0, :by, :at, :at, current_timestamp, 0)""")
			.param("id", stack.id())
			.param("name", stack.name())
			.param("account", stack.place().account())
			.param("region", stack.region())
			.param("liveName", liveName(stack.place(), stack.name()))
			.param("status", stack.status().name())
			.param("total", stack.resourcesTotal())
			.param("by", stack.createdBy())
			.param("at", Columns.sql(stack.createdAt()))
			.update();
		this.events.publishEvent(new Stack.Changed(stack.id()));
	}

	/**
	 * Reads a row and holds it until the transaction ends, so that sequences have no
	 * gaps.
	 */
	public Stack lock(UUID id) {
		return this.jdbc.sql("select * from stack where id = ? for update").param(id).query(RowMappers::stack).single();
	}

	public void update(Stack stack) {
		boolean nameIsFree = stack.status().phase() == StackStatus.Phase.GONE
				|| stack.status().equals(StackStatus.NOT_SENT);
		this.jdbc.sql("""
				update stack set arn = :arn, status = :status, status_reason = :reason, resources_done = :done,
					last_seq = :lastSeq, last_event = :lastEvent, trouble = :trouble,
					troubled_since = case when :troubled then coalesce(troubled_since, current_timestamp) end,
					active_at = :activeAt,
					resources_total = :total, live_name = :liveName, changed_at = current_timestamp,
					revision = revision + 1
				where id = :id""")
			.param("arn", stack.arn())
			.param("status", stack.status().name())
			.param("reason", Columns.cut(stack.statusReason(), 4000))
			.param("done", stack.resourcesDone())
			.param("total", stack.resourcesTotal())
			.param("lastSeq", stack.lastSeq())
			.param("lastEvent", Columns.cut(stack.lastEvent(), 400))
			.param("trouble", Columns.cut(stack.trouble(), 2000))
			.param("troubled", stack.trouble() != null)
			.param("activeAt", Columns.sql(stack.activeAt()))
			.param("liveName", nameIsFree ? null : liveName(stack.place(), stack.name()))
			.param("id", stack.id())
			.update();
		this.events.publishEvent(new Stack.Changed(stack.id()));
	}

	/** Stores how many resources a stack's template asks for now. */
	public void total(UUID id, int resources) {
		this.jdbc.sql(
				"update stack set resources_total = ?, changed_at = current_timestamp, revision = revision + 1 where id = ?")
			.params(resources, id)
			.update();
		this.events.publishEvent(new Stack.Changed(id));
	}

	/** Announces that what is kept beside a stack has changed, before that is written. */
	public void touch(UUID id) {
		this.jdbc.sql("update stack set changed_at = current_timestamp, revision = revision + 1 where id = ?")
			.param(id)
			.update();
		this.events.publishEvent(new Stack.Changed(id));
	}

	/** What no two stacks share while AWS may have them. */
	static String liveName(Place place, String name) {
		return place.key() + "/" + name;
	}

	/** Forgets what a stack that is gone consisted of; its history stays. */
	void forget(UUID id) {
		this.jdbc.sql("delete from stack_resource where stack_id = ?").param(id).update();
		this.jdbc.sql("delete from stack_output where stack_id = ?").param(id).update();
	}

	void delete(UUID id) {
		this.jdbc.sql("delete from stack where id = ?").param(id).update();
	}

}
