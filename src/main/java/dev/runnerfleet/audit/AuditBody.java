package dev.runnerfleet.audit;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the trail as scripts see it. */
@Schema(name = "Audit")
record AuditBody(@Schema(description = "Entries, the latest first") List<AuditEntry> items,
		@Schema(description = "What to send as before for the next page, null on the last") @Nullable Long next) {

	static AuditBody of(AuditPage page) {
		AuditEntry last = page.last();
		return new AuditBody(page.entries(), (last != null) ? last.id() : null);
	}

}
