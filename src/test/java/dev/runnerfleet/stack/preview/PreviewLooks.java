package dev.runnerfleet.stack.preview;

import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at previews when a test says so, in place of the scheduler. */
public class PreviewLooks {

	private static final int ENOUGH = 10_000;

	private final JdbcClient jdbc;

	private final PreviewTracker previews;

	PreviewLooks(JdbcClient jdbc, PreviewTracker previews) {
		this.jdbc = jdbc;
		this.previews = previews;
	}

	/** Looks until AWS has worked a preview out. */
	public void untilWorkedOut(UUID previewId) {
		for (int look = 0; look < ENOUGH; look++) {
			once(previewId);
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
