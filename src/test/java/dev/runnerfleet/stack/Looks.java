package dev.runnerfleet.stack;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at what goes on when a test says so, in place of the scheduler. */
public class Looks {

	private static final int ENOUGH = 10_000;

	private final JdbcClient jdbc;

	private final Tracker tracker;

	private final PreviewTracker previews;

	Looks(JdbcClient jdbc, Tracker tracker, PreviewTracker previews) {
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
		for (int look = 0; look < ENOUGH; look++) {
			this.previews.check(previewId);
			Preview.State state = this.jdbc.sql("select state from preview where id = ?")
				.param(previewId)
				.query(Preview.State.class)
				.single();
			if (state != Preview.State.PLANNED && state != Preview.State.CREATING) {
				return;
			}
		}
		throw new AssertionError("AWS works it out for ever");
	}

	/** Looks once, as the scheduler does whenever it is time. */
	public void once(UUID previewId) {
		this.previews.check(previewId);
	}

}
