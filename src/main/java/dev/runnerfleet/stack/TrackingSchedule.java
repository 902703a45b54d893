package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.task.StepTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps in the database what is to be looked at and when, so that an intent and its first
 * look are committed together. One task a region does the looking: whichever replica
 * claims it, and another one if that dies.
 */
@Component
class TrackingSchedule {

	static final StepTask TASK = StepTask.named("follow-region");

	private static final Logger log = LoggerFactory.getLogger(TrackingSchedule.class);

	private final JdbcClient jdbc;

	private final SchedulerClient scheduler;

	private final TransactionTemplate savepoint;

	private final TrackingProperties properties;

	private final Clock clock;

	TrackingSchedule(JdbcClient jdbc, SchedulerClient scheduler, PlatformTransactionManager transactions,
			TrackingProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.scheduler = scheduler;
		this.savepoint = new TransactionTemplate(transactions);
		this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Looks at a new operation once its call to AWS must have ended, whoever is alive
	 * then.
	 */
	void begin(Operation operation) {
		look(operation.id(), this.clock.instant().plus(this.properties.recoverAfter()));
	}

	/** Puts the first look off once more, before a call to AWS that begins only now. */
	void postpone(UUID operationId) {
		look(operationId, this.clock.instant().plus(this.properties.recoverAfter()));
	}

	/** Looks at once, even if the operation had been given up. */
	void now(UUID operationId) {
		look(operationId, this.clock.instant());
	}

	/** What AWS carries out after all is followed at once, too. */
	@EventListener
	void confirmed(OperationEvent.Confirmed event) {
		now(event.operation().id());
	}

	void end(UUID operationId) {
		lookAt(operationId, null);
	}

	/**
	 * Looks once more at an operation that is over: AWS lists some events late.
	 * @param looksAfter how much was read of its end by now, see {@link LateEvents}
	 * @param at when the next one is due, {@code null} if there is none
	 */
	void after(UUID operationId, int looksAfter, @Nullable Instant at) {
		this.jdbc.sql("update operation set looks_after = ? where id = ?").params(looksAfter, operationId).update();
		lookAt(operationId, at);
	}

	/** How much was read of the end of an operation, see {@link LateEvents}. */
	int looksAfter(UUID operationId) {
		return this.jdbc.sql("select looks_after from operation where id = ?")
			.param(operationId)
			.query(Integer.class)
			.single();
	}

	/**
	 * Nothing more is to be seen, unless another look was asked for meanwhile.
	 * @param lookedAt when the look began
	 * @param ended whether AWS had done with the operation then
	 */
	void done(UUID operationId, Instant lookedAt, boolean ended) {
		this.jdbc.sql("""
				update operation set look_at = null
				where id = ? and look_at <= ? and (state in ('SUCCEEDED', 'CANCELLED', 'FAILED')) = ?""")
			.params(operationId, Columns.sql(lookedAt), ended)
			.update();
	}

	/** All that is to be looked at in a region, now or later. */
	List<TrackedOperation> followed(Place place) {
		return this.jdbc.sql("""
				select o.id, o.stack_id, s.arn, o.state, s.status, o.look_at, o.watched_until, o.glanced_until,
					s.resources_done < s.resources_total as partial, o.looks_after
				from operation o join stack s on s.id = o.stack_id
				where o.look_at is not null and s.account = ? and s.region = ?""")
			.params(place.account(), place.region())
			.query((row, index) -> {
				Instant watched = Columns.instant(row, "watched_until");
				Instant glanced = Columns.instantOrNull(row, "glanced_until");
				return new TrackedOperation(row.getObject("id", UUID.class), row.getObject("stack_id", UUID.class),
						row.getString("arn"), Operation.State.valueOf(row.getString("state")),
						new StackStatus(row.getString("status")), Columns.instant(row, "look_at"), watched,
						(glanced != null) ? glanced : watched, row.getBoolean("partial"), row.getInt("looks_after"));
			})
			.list();
	}

	private void look(UUID operationId, Instant at) {
		lookAt(operationId, at);
		this.jdbc.sql("select s.account, s.region from operation o join stack s on s.id = o.stack_id where o.id = ?")
			.param(operationId)
			.query(Columns::place)
			.optional()
			.ifPresent(this::wake);
	}

	private void lookAt(UUID operationId, @Nullable Instant at) {
		this.jdbc.sql("update operation set look_at = ? where id = ?")
			.params(Arrays.asList(Columns.sqlOrNull(at), operationId))
			.update();
	}

	/** Who follows the region right now reads the table anew every second. */
	private void wake(Place place) {
		Instant now = this.clock.instant();
		if (!isFirst(place, now)) {
			TASK.reschedule(this.scheduler, place.key(), now);
		}
	}

	/**
	 * Another replica may begin with the same region at the same moment: after that,
	 * PostgreSQL goes on with a transaction only from a savepoint.
	 */
	private boolean isFirst(Place place, Instant now) {
		try {
			return Boolean.TRUE
				.equals(this.savepoint.execute((status) -> TASK.begin(this.scheduler, place.key(), now)));
		}
		catch (RuntimeException ex) {
			log.debug("{} is followed already, or the database is away", place, ex);
			return false;
		}
	}

}
