package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of operations: intents first, then what became of them. */
@Component
public class Operations {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	Operations(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	/**
	 * Records an intent.
	 * @throws org.springframework.dao.DuplicateKeyException if the same request was
	 * recorded before, or the stack has an unfinished operation
	 */
	void insert(Operation operation, @Nullable String requestKey) {
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, active_stack, request_key, requested_by, from_seq,
					started_at, watched_until)
				values (:id, :stack, :kind, :state, :stack, :requestKey, :by, :fromSeq, :at, :watched)""")
			.param("id", operation.id())
			.param("stack", operation.stackId())
			.param("kind", operation.kind().name())
			.param("state", operation.state().name())
			.param("requestKey", requestKey)
			.param("by", operation.requestedBy())
			.param("fromSeq", operation.fromSeq())
			.param("at", Columns.sql(operation.startedAt()))
			.param("watched", Columns.sql(operation.watchedUntil()))
			.update();
		this.events.publishEvent(new OperationEvent.Recorded(operation));
		this.events.publishEvent(new Stack.Changed(operation.stackId()));
	}

	public Optional<Operation> find(UUID id) {
		return this.jdbc.sql("select * from operation where id = ?").param(id).query(RowMappers::operation).optional();
	}

	/** Reads a row and holds it until the transaction ends. */
	Optional<Operation> lock(UUID id) {
		return this.jdbc.sql("select * from operation where id = ? for update")
			.param(id)
			.query(RowMappers::operation)
			.optional();
	}

	/** What was asked of a stack last. */
	Optional<Operation> latest(UUID stackId) {
		return this.jdbc
			.sql("select * from operation where stack_id = ? order by stack_id, started_at desc, id limit 1")
			.param(stackId)
			.query(RowMappers::operation)
			.optional();
	}

	Optional<UUID> stackOfRequest(String requestKey) {
		return this.jdbc.sql("select stack_id from operation where request_key = ?")
			.param(requestKey)
			.query(UUID.class)
			.optional();
	}

	/** Stores a new state; a request that AWS does not confirm may be made again. */
	void update(Operation operation) {
		OperationFailure failure = operation.failure();
		this.jdbc.sql("""
				update operation set state = :state, started_at = :startedAt, finished_at = :finishedAt,
					failed_resource = :resource,
					failed_type = :type, failure = :reason, refused = :refused,
					cancelled_by = :cancelledBy, answer = :answer,
					active_stack = case when :finished then null else stack_id end,
					request_key = case when :forgotten then null else request_key end
				where id = :id""")
			.param("state", operation.state().name())
			.param("startedAt", Columns.sql(operation.startedAt()))
			.param("finishedAt", Columns.sqlOrNull(operation.finishedAt()))
			.param("resource", (failure != null) ? failure.logicalId() : null)
			.param("type", (failure != null) ? failure.type() : null)
			.param("reason", (failure != null) ? Columns.cut(failure.reason(), 4000) : null)
			.param("refused", failure != null && failure.refused())
			.param("cancelledBy", operation.cancelledBy())
			.param("answer", Columns.cut(operation.answer(), 2000))
			.param("finished", operation.finished())
			.param("forgotten", operation.state() == Operation.State.NOT_SENT)
			.param("id", operation.id())
			.update();
		if (operation.finished()) {
			this.events.publishEvent(new OperationEvent.Ended(operation));
		}
		this.events.publishEvent(new Stack.Changed(operation.stackId()));
	}

	/** What was asked of a stack and never confirmed by AWS, the latest first. */
	List<Operation> unconfirmed(UUID stackId) {
		return this.jdbc.sql("""
				select * from operation where stack_id = ? and state in ('PLANNED', 'NOT_SENT')
				order by started_at desc, id""").param(stackId).query(RowMappers::operation).list();
	}

	/** Reads the same rows and holds them, in one order, until the transaction ends. */
	List<Operation> lockUnconfirmed(UUID stackId) {
		return this.jdbc.sql("""
				select * from operation where stack_id = ? and state in ('PLANNED', 'NOT_SENT')
				order by id for update""").param(stackId).query(RowMappers::operation).list();
	}

	/** The unfinished operations of some stacks. */
	public List<Operation> unfinished(Collection<UUID> stackIds) {
		return stackIds.isEmpty() ? List.of()
				: this.jdbc.sql("select * from operation where active_stack in (:ids)")
					.param("ids", stackIds)
					.query(RowMappers::operation)
					.list();
	}

	/** Every unfinished operation. */
	List<Operation> unfinished() {
		return this.jdbc.sql("select * from operation where active_stack is not null")
			.query(RowMappers::operation)
			.list();
	}

	/** Stores a cause that became known only after the end. */
	void explain(UUID id, OperationFailure cause) {
		this.jdbc.sql("update operation set failed_resource = ?, failed_type = ?, failure = ? where id = ?")
			.params(Arrays.asList(cause.logicalId(), cause.type(), Columns.cut(cause.reason(), 4000), id))
			.update();
	}

	/**
	 * Notes until when somebody has the pages of some stacks open. Rows are held in one
	 * order, so that it takes a transaction.
	 */
	void watched(Collection<UUID> stackIds, Instant until) {
		List<UUID> held = this.jdbc.sql("select id from operation where active_stack in (:ids) order by id for update")
			.param("ids", stackIds)
			.query(UUID.class)
			.list();
		seen(held, "update operation set watched_until = :until where id in (:ids)", until);
	}

	/**
	 * Notes until when somebody has a list of all stacks open, unless it is known. Rows
	 * are held in one order, so that it takes a transaction.
	 */
	void glanced(Instant known, Instant until) {
		List<UUID> held = this.jdbc.sql("""
				select id from operation
				where active_stack is not null and (glanced_until is null or glanced_until < ?)
				order by id for update""").param(Columns.sql(known)).query(UUID.class).list();
		seen(held, "update operation set glanced_until = :until where id in (:ids)", until);
	}

	private void seen(List<UUID> held, String update, Instant until) {
		if (!held.isEmpty()) {
			this.jdbc.sql(update).param("until", Columns.sql(until)).param("ids", held).update();
		}
	}

}
