package dev.runnerfleet.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of entries, the newest first.
 *
 * @param entries the entries
 * @param hasMore whether there are older ones
 */
record AuditPage(List<AuditEntry> entries, boolean hasMore) {

	/** The entry to go on behind, {@code null} where nothing follows. */
	public @Nullable AuditEntry last() {
		return this.hasMore ? this.entries.get(this.entries.size() - 1) : null;
	}

}
