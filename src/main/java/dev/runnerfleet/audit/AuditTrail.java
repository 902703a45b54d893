package dev.runnerfleet.audit;

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds rows to the trail. Nothing changes one, and only {@link AuditRetention} removes
 * any.
 */
@Component
class AuditTrail implements Audit {

	private final JdbcClient jdbc;

	private final Clock clock;

	AuditTrail(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void record(Actor actor, Action action, String subject, Outcome outcome, String detail) {
		this.jdbc.sql("""
				insert into audit_entry (at, who, action, subject, outcome, detail, via, address)
				values (:at, :who, :action, :subject, :outcome, :detail, :via, :address)""")
			.param("at", this.clock.instant().atOffset(ZoneOffset.UTC))
			.param("who", AuditText.of(actor.name(), 100))
			.param("action", action.name())
			.param("subject", AuditText.of(subject, 300))
			.param("outcome", outcome.name())
			.param("detail", AuditText.of(detail, 1000))
			.param("via", actor.via().name())
			.param("address", AuditText.of(actor.address(), 64))
			.update();
	}

}
