package dev.runnerfleet.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to show, newest first; what is blank or {@code null} does not matter.
 *
 * @param user a user's name
 * @param action an action
 * @param outcome an outcome
 * @param subject a part of the subject in any case
 * @param from the earliest moment
 * @param until the moment that is too late
 * @param before the entry that precedes them
 */
record AuditQuery(String user, @Nullable Action action, @Nullable Outcome outcome, String subject,
		@Nullable Instant from, @Nullable Instant until, @Nullable Long before) {

	/** The entries that follow another one. */
	AuditQuery after(AuditEntry entry) {
		return new AuditQuery(this.user, this.action, this.outcome, this.subject, this.from, this.until, entry.id());
	}

}
