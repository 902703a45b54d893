package dev.runnerfleet.stack;

import java.util.UUID;

import dev.runnerfleet.stack.preview.PreviewLooks;

import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at what goes on when a test says so, in place of the scheduler. */
@Import(PreviewLooks.class)
public class Looks {

	private static final int ENOUGH = 10_000;

	private final JdbcClient jdbc;

	private final OperationTracker tracker;

	private final PreviewLooks previews;

	Looks(JdbcClient jdbc, OperationTracker tracker, PreviewLooks previews) {
		this.jdbc = jdbc;
		this.tracker = tracker;
		this.previews = previews;
	}

	/** Looks until no operation goes on. */
	public void untilSettled() {
		for (int look = 0; look < ENOUGH; look++) {
			var unfinished = this.jdbc.sql("select id from operation where active_stack is not null")
				.query(UUID.class)
				.list();
			if (unfinished.isEmpty()) {
				return;
			}
			unfinished.forEach(this.tracker::check);
		}
		throw new AssertionError("Operations go on and on");
	}

	/** Looks until AWS has worked a preview out. */
	public void untilWorkedOut(UUID previewId) {
		this.previews.untilWorkedOut(previewId);
	}

	/** Looks once, as the scheduler does whenever it is time. */
	public void once(UUID previewId) {
		this.previews.once(previewId);
	}

}
