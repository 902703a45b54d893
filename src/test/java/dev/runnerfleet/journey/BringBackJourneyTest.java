package dev.runnerfleet.journey;

import java.util.UUID;

import dev.runnerfleet.stack.Stack;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A removal that stopped half way says so, and people change their minds. */
@Journey
class BringBackJourneyTest {

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEventPublisher events;

	@Test
	void aRemovalThatStoppedHalfWayIsTakenBack(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("half-gone", "production");
		ada.seesStatus("Ready");
		stopRemovalHalfWay(UUID.fromString(ada.page().url().replaceAll(".*/", "")));
		ada.page().reload();
		ada.seesStatus("Removal stopped: takes no jobs");
		assertThat(ada.button("Finish the removal")).isVisible();
		ada.chooseFromMenu("Bring it back");
		assertThat(ada.heading("Bring half-gone back?")).isVisible();
		Inspection.passes(ada, "the question whether to bring a fleet back");
		ada.button("Bring it back").click();
		ada.seesStatus("Ready");
		assertThat(ada.page().locator("#fleet-removal")).containsText("Up to 10, as before.");
	}

	/** The sandbox lets every removal come to its end, so its rows are written here. */
	private void stopRemovalHalfWay(UUID id) {
		String group = this.jdbc
			.sql("select physical_id from stack_resource where stack_id = ? and logical_id = 'WorkerGroup'")
			.param(id)
			.query(String.class)
			.single();
		this.jdbc.sql("insert into closure (fleet_id, part, subject, before) values (?, 'GROUP', ?, '0,10,0,true')")
			.params(id, group)
			.update();
		this.jdbc
			.sql("""
					insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
						watched_until, failure)
					values (?, ?, 'REMOVE', 'FAILED', 'operator', 0, current_timestamp, current_timestamp,
						current_timestamp, 'Cache: 8 files and old versions deleted; S3 keeps 1 more: Access Denied (cache/1).')""")
			.params(UUID.randomUUID(), id)
			.update();
		this.events.publishEvent(new Stack.Changed(id));
	}

}
