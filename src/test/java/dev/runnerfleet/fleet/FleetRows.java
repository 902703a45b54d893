package dev.runnerfleet.fleet;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes fleets straight into the tables, in whatever state a test needs. */
public class FleetRows {

	private static final OffsetDateTime LONG_AGO = Instant.parse("2026-01-15T08:00:00Z").atOffset(ZoneOffset.UTC);

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	FleetRows(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/** Announces what a test has written by itself. */
	public void changed(UUID id) {
		this.events.publishEvent(new Stack.Changed(id));
	}

	public void clear() {
		this.jdbc.sql("delete from scheduled_tasks").update();
		this.jdbc.sql("delete from stack").update();
	}

	/** A fleet without operations, launched in some minute of the day. */
	public UUID add(String name, String status, int minute) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into stack (id, name, region, live_name, arn, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', ?, ?, ?, 2, 3, 0, 'ada', ?, ?, current_timestamp, 1)""")
			.params(id, name, "eu-central-1/" + name,
					"arn:aws:cloudformation:eu-central-1:111122223333:stack/" + name + "/1", status,
					LONG_AGO.plusMinutes(minute), LONG_AGO.plusMinutes(minute))
			.update();
		this.jdbc.sql("""
				insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters)
				values (?, 'docker-autoscaler', ?, 'https://gitlab.com/', '{"GitlabUrl":"https://gitlab.com/"}')""")
			.params(id, new Blueprints().first().version())
			.update();
		changed(id);
		return id;
	}

	public void operation(UUID id, String state, int minute, @Nullable String resource, @Nullable String failure) {
		operation(id, "LAUNCH", state, minute, resource, failure);
	}

	public void operation(UUID id, String kind, String state, int minute, @Nullable String resource,
			@Nullable String failure) {
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
					watched_until, failed_resource, failed_type, failure)
				values (?, ?, ?, ?, 'ada', 0, ?, ?, ?, ?, ?, ?)""")
			.params(UUID.randomUUID(), id, kind, state, LONG_AGO.plusMinutes(minute), LONG_AGO.plusMinutes(minute + 1),
					LONG_AGO, resource, (resource != null) ? "AWS::EC2::Instance" : null, failure)
			.update();
		changed(id);
	}

	/** What goes on at this moment. */
	public void running(UUID id, String kind) {
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, active_stack, requested_by, from_seq, started_at,
					watched_until)
				values (?, ?, ?, 'RUNNING', ?, 'ada', 0, ?, ?)""")
			.params(UUID.randomUUID(), id, kind, id, LONG_AGO, LONG_AGO)
			.update();
		changed(id);
	}

	/** An event of a resource that AWS could not make. */
	public void failure(UUID id, int seq, String resource, String reason) {
		this.jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, type, status, reason)
				values (?, ?, ?, ?, ?, 'AWS::EC2::Instance', 'UPDATE_FAILED', ?)""")
			.params(id, seq, "event-" + seq, LONG_AGO.plusSeconds(seq), resource, reason)
			.update();
	}

	/** AWS's last answer to what was asked of a fleet last. */
	public void answer(UUID id, String answer) {
		this.jdbc.sql("update operation set answer = ? where stack_id = ?").params(answer, id).update();
	}

	/** Why a fleet cannot be followed, since 8 o'clock on that day. */
	public void trouble(UUID id, String words) {
		this.jdbc.sql("update stack set trouble = ?, troubled_since = ? where id = ?")
			.params(words, LONG_AGO, id)
			.update();
	}

	/** What somebody did without the portal, after some events. */
	public UUID outside(UUID id, String state, int fromSeq) {
		UUID operation = UUID.randomUUID();
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, active_stack, requested_by, from_seq, started_at,
					watched_until)
				values (?, ?, 'OUTSIDE', ?, ?, 'somebody outside', ?, ?, ?)""")
			.params(operation, id, state, state.equals("RUNNING") ? id : null, fromSeq, LONG_AGO.plusMinutes(9),
					LONG_AGO)
			.update();
		changed(id);
		return operation;
	}

	public void output(UUID id, String name, String value) {
		this.jdbc.sql("insert into stack_output (stack_id, name, output_value) values (?, ?, ?)")
			.params(id, name, value)
			.update();
	}

	public void events(UUID id, int count) {
		for (int seq = 1; seq <= count; seq++) {
			this.jdbc.sql("""
					insert into stack_event (stack_id, seq, event_id, at, logical_id, type, status, reason)
					values (?, ?, ?, ?, 'CacheBucket', 'AWS::S3::Bucket', 'CREATE_COMPLETE', '<b>fine</b>')""")
				.params(id, seq, "event-" + seq, LONG_AGO.plusSeconds(seq))
				.update();
		}
	}

	public long count() {
		return this.jdbc.sql("select count(*) from stack").query(Long.class).single();
	}

}
