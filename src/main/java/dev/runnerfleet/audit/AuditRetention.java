package dev.runnerfleet.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what is older than the owner wants kept, whole days and a few entries at a
 * time, and says so in the trail itself before it does: nobody has to wonder where its
 * beginning went.
 */
class AuditRetention {

	private static final int BATCH = 1000;

	private final JdbcClient jdbc;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final @Nullable AuditKeep keep;

	AuditRetention(JdbcClient jdbc, Audit audit, TransactionTemplate transaction, Clock clock,
			@Nullable AuditKeep keep) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
		this.keep = keep;
	}

	/**
	 * Removes what is old by now.
	 * @param over tells to stop; the next time goes on, and says so again
	 */
	void tidy(BooleanSupplier over) {
		if (this.keep == null) {
			return;
		}
		LocalDate first = this.keep.first(this.clock.instant());
		OffsetDateTime until = first.atStartOfDay().atOffset(ZoneOffset.UTC);
		long old = this.jdbc.sql("select count(*) from audit_entry where at < ?")
			.param(until)
			.query(Long.class)
			.single();
		if (old == 0) {
			return;
		}
		this.audit.record(Actor.onBehalfOf(Actor.PORTAL), Action.TRAIL_CUT, "", Outcome.DONE,
				"Older than %s, as %s says: %,d".formatted(first, this.keep.property(), old));
		int removed = BATCH;
		while (removed == BATCH && !over.getAsBoolean()) {
			Integer batch = this.transaction.execute((status) -> batch(until));
			removed = (batch != null) ? batch : 0;
		}
	}

	private int batch(OffsetDateTime until) {
		return this.jdbc.sql(
				"delete from audit_entry where id in (select id from audit_entry where at < ? order by at, id limit ?)")
			.params(until, BATCH)
			.update();
	}

}
