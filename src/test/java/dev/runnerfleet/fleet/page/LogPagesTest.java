package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.autopsy.LogReader.Part;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.log.LogQuery;
import dev.runnerfleet.stack.Columns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A fleet's log on its page and over the API. */
@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class LogPagesTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock clock;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void whatWasKeptOfALaunchThatFailedIsShownWithoutItsMachine() {
		UUID id = failed();
		assertThat(page(id, "")).bodyText()
			.contains("aria-current=\"page\">Log<", "The portal kept these lines of what failed", "1 line",
					"<strong>Error</strong>", "GitLab answered 403: &lt;b&gt;", "Log group")
			.doesNotContain("<b>", "Session Manager");
		assertThat(page(id, "?q=nowhere")).bodyText().contains("No line has “nowhere” in it.", "value=\"nowhere\"");
		assertThat(page(id, "?q=ANSWERED&part=manager")).bodyText().contains("GitLab answered 403");
		assertThat(page(id, "?part=runner")).bodyText().doesNotContain("GitLab answered 403");
	}

	@Test
	void theSameIsToldToScripts() {
		UUID id = failed();
		assertThat(api(id, "?q=gitlab&limit=5")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.lines[0].level", (level) -> assertThat(level).isEqualTo("ERROR"))
			.hasPathSatisfying("$.keptAt", (at) -> assertThat(at).isNotNull());
		assertThat(api(this.rows.add("green", "CREATE_COMPLETE", 0), "")).hasStatus(404);
		assertThat(api(UUID.randomUUID(), "")).hasStatus(404);
		assertThat(api(id, "?limit=0")).hasStatus(400);
		assertThat(api(id, "?since=yesterday")).hasStatus(400);
		assertThat(api(id, "?part=pulse")).hasStatus(400);
	}

	@Test
	void aTokenThatIsSoughtIsNotToldBack() {
		UUID id = failed();
		String token = "glrt-" + "t3_AbCdEfGhIjKlMnOpQrSt";
		assertThat(page(id, "?q=" + token)).hasStatus(400)
			.bodyText()
			.contains("looks like a token")
			.doesNotContain(token);
		assertThat(api(id, "?q=" + token)).hasStatus(400).bodyText().doesNotContain(token);
	}

	@Test
	void whereThereIsNoManagerThePageSaysSo() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(page(id, "")).hasStatusOk().bodyText().contains("There is no manager that could have written");
		assertThat(page(UUID.randomUUID(), "")).hasStatus(404);
	}

	@Test
	void aGroupThatIsNotThereIsToldWithWhatToDo() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		manager(id, "CREATE_COMPLETE");
		assertThat(page(id, "?wait=true")).bodyText()
			.contains("There is no log group /runner-fleet/blue", "Check for drift",
					"session-manager/i-0123456789abcdef0");
		assertThat(api(id, "")).hasStatus(404);
	}

	@Test
	void whatStandsInTheAddressIsKeptInLinksAndCannotBreakThem() {
		LogQuery query = LogQuery.of(" a&b \"<é{x} ", "runner", "day", "nonsense");
		assertThat(query.part()).isEqualTo(Part.RUNNER);
		assertThat(query.address()).isEqualTo("?part=runner&since=day&q=a%26b%20%22%3C%C3%A9%7Bx%7D");
		assertThat(query.before("2026-11-26T12:00:00Z")).contains("before=2026-11-26T12:00:00Z");
		assertThat(LogQuery.of("x".repeat(5000), "?", "?", null).words()).hasSize(128);
	}

	private UUID failed() {
		UUID id = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		manager(id, "DELETE_COMPLETE");
		this.rows.operation(id, "FAILED", 1, null, null);
		UUID operation = this.jdbc.sql("select id from operation where stack_id = ?")
			.param(id)
			.query(UUID.class)
			.single();
		this.jdbc.sql("""
				insert into autopsy (operation_id, stack_id, purpose, asked_at, ended, verdict, step, words, answer,
					evidence) values (?, ?, 'FAILURE', ?, true, 'FOUND', 'verify', '', '', ?)""")
			.params(operation, id, Columns.sql(this.clock.instant()), """
					[{"at":"2026-11-26T12:00:00Z","stream":"runner-fleet","text":"GitLab answered 403: <b>",
					"said":{"step":"verify","outcome":"failed","words":"GitLab answered 403"}}]""")
			.update();
		return id;
	}

	private void manager(UUID id, String status) {
		this.jdbc.sql("""
				insert into stack_resource (stack_id, logical_id, physical_id, type, status, started_at, finished_at)
				values (?, 'Manager', 'i-0123456789abcdef0', 'AWS::EC2::Instance', ?, ?, ?)""")
			.params(id, status, Columns.sql(Instant.EPOCH), Columns.sql(Instant.EPOCH))
			.update();
	}

	private MvcTestResult page(UUID id, String query) {
		return this.mvc.get().uri("/fleets/" + id + "/log" + query).exchange();
	}

	private MvcTestResult api(UUID id, String query) {
		return this.mvc.get().uri("/api/v1/fleets/" + id + "/log" + query).exchange();
	}

}
