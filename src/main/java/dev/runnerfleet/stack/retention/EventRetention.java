package dev.runnerfleet.stack.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears away events that are older than the owner wants kept, a few at a time, and notes
 * up to when: AWS lists some of them for longer. A stack that something goes on with
 * keeps all of them until that is over.
 */
@Component
class EventRetention {

	private static final int BATCH = 1000;

	private static final Logger log = LoggerFactory.getLogger(EventRetention.class);

	/** What the tracker looks at, or will. */
	private static final String AT_REST = """
			not exists (select 1 from operation o
				where o.stack_id = e.stack_id and (o.active_stack is not null or o.look_at is not null))""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final @Nullable Duration keep;

	EventRetention(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, RetentionProperties properties) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
		this.keep = properties.events();
	}

	/**
	 * Clears away what is old by now.
	 * @param over tells to stop; the next time goes on
	 */
	void tidy(BooleanSupplier over) {
		if (this.keep == null) {
			return;
		}
		OffsetDateTime until = this.clock.instant().minus(this.keep).atOffset(ZoneOffset.UTC);
		int removed = 0;
		Set<UUID> seen = new HashSet<>();
		for (List<UUID> stacks = old(until); seen.addAll(stacks); stacks = old(until)) {
			for (UUID stack : stacks) {
				removed += tidy(stack, until, over);
			}
		}
		if (removed > 0) {
			log.info("Removed {} events from before {}, as portal.keep.events says", removed, until);
		}
	}

	private List<UUID> old(OffsetDateTime until) {
		return this.jdbc
			.sql("select distinct e.stack_id from stack_event e where e.at < ? and " + AT_REST + " limit 100")
			.param(until)
			.query(UUID.class)
			.list();
	}

	private int tidy(UUID stack, OffsetDateTime until, BooleanSupplier over) {
		int removed = 0;
		int batch = BATCH;
		while (batch == BATCH && !over.getAsBoolean()) {
			Integer some = this.transaction.execute((status) -> batch(stack, until));
			batch = (some != null) ? some : 0;
			removed += batch;
		}
		return removed;
	}

	/** Holds the stack meanwhile, as whoever stores its events does. */
	private int batch(UUID stack, OffsetDateTime until) {
		this.jdbc.sql("select id from stack where id = ? for update").param(stack).query(UUID.class).optional();
		int removed = this.jdbc.sql("""
				delete from stack_event where stack_id = :stack and seq in (
					select e.seq from stack_event e where e.stack_id = :stack and e.at < :until and\s""" + AT_REST + """
				order by e.seq limit :batch)""")
			.param("stack", stack)
			.param("until", until)
			.param("batch", BATCH)
			.update();
		if (removed > 0) {
			this.jdbc.sql("update stack set events_cleared_until = ? where id = ?").params(until, stack).update();
		}
		return removed;
	}

}
