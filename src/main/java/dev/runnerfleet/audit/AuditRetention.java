package dev.runnerfleet.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes what is older than the owner wants kept, whole days at a time, and says so in
 * the trail itself: nobody has to wonder where its beginning went.
 */
@Component
class AuditRetention {

	private final JdbcClient jdbc;

	private final Audit audit;

	private final Clock clock;

	private final @Nullable Period keep;

	AuditRetention(JdbcClient jdbc, Audit audit, Clock clock, AuditProperties properties) {
		this.jdbc = jdbc;
		this.audit = audit;
		this.clock = clock;
		this.keep = properties.keep();
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	@Transactional
	void tidy() {
		if (this.keep == null) {
			return;
		}
		LocalDate first = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minus(this.keep);
		int removed = this.jdbc.sql("delete from audit_entry where at < ?")
			.param(first.atStartOfDay().atOffset(ZoneOffset.UTC))
			.update();
		if (removed > 0) {
			this.audit.record(Actor.onBehalfOf(Actor.PORTAL), Action.TRAIL_CUT, "", Outcome.DONE,
					"Older than %s, as portal.audit.keep says: %,d".formatted(first, removed));
		}
	}

}
