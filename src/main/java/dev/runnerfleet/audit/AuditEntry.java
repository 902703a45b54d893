package dev.runnerfleet.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.swagger.v3.oas.annotations.media.Schema;

/** One line of the trail, as pages, files and scripts show it. */
@Schema(name = "AuditEntry")
record AuditEntry(@Schema(description = "Entries are numbered as they are written") long id,
		@Schema(description = "When") Instant at,
		@Schema(description = "The user, or the name tried at a refused sign-in; blank for nobody") String user,
		@Schema(description = "What was done") Action action,
		@Schema(description = "To whom or what: a fleet, a user, a GitLab, a path") String subject,
		@Schema(description = "What came of it; an action that was asked has its end in an entry of its own") Outcome outcome,
		@Schema(description = "Why or how, may be blank") String detail,
		@Schema(description = "The way in") Actor.Via via,
		@Schema(description = "The remote address, blank where the portal acted by itself") String address) {

	private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
		.withZone(ZoneOffset.UTC);

	/** The moment in UTC as people read it. */
	public String time() {
		return SECOND.format(this.at);
	}

}
