package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class AutopsyPagesTest {

	private static final String VERIFY = "asking GitLab at https://gitlab.com/ to verify the runner token";

	private static final String LINES = """
			[{"at":"2026-01-15T08:00:04Z","stream":"runner-fleet","text":"GitLab answered 403: <b>Forbidden</b>",
			"said":{"step":"verify","outcome":"told","words":"GitLab answered 403: <b>Forbidden</b>"}},
			{"at":"2026-01-15T08:00:05Z","stream":"runner-fleet","text":"%1$s: failed (403)",
			"said":{"step":"verify","outcome":"failed","words":"%1$s"}}]""".formatted(VERIFY);

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void aFailedLaunchShowsTheManagersStepAndItsLastLinesAsText() {
		UUID id = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(id, "FAILED", 0, "Manager", "Received FAILURE signal with UniqueId i-1");
		told(id, "FAILURE", "FOUND", "verify", VERIFY, "GitLab answered 403", LINES);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).hasStatusOk()
			.bodyText()
			.contains("<strong>" + VERIFY + "</strong>", "Its last 2 lines", "&lt;b&gt;Forbidden&lt;/b&gt;")
			.contains("GitLab does not accept the runner token.")
			.doesNotContain("<b>");
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).hasStatusOk()
			.bodyText()
			.contains("Its last 2 lines");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.extractingPath("$.operation.autopsy")
			.asMap()
			.containsEntry("outcome", "FOUND")
			.containsEntry("step", "verify")
			.containsEntry("words", VERIFY);
		assertThat(this.mvc.get().uri("/api/v1/fleets")).bodyJson()
			.extractingPath("$.items[0].operation.autopsy.lines")
			.asArray()
			.isEmpty();
	}

	@Test
	void aChangeThatDidNotTakeIsPartOfHowTheFleetStandsEverywhere() {
		UUID id = this.rows.add("blue", "UPDATE_COMPLETE", 0);
		this.rows.operation(id, "UPDATE", "SUCCEEDED", 0, null, null);
		told(id, "CHANGE", "NOT_IN_FORCE", "verify", VERIFY, "GitLab answered 403", LINES);
		String title = "The last change is not in force: GitLab did not accept the token.";
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("Change not in force", title, "The fleet runs on with what it had before", "Its last 2 lines");
		assertThat(this.mvc.get().uri("/?status=failed")).bodyText()
			.contains("Change not in force", "GitLab did not accept the token");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.hasPathSatisfying("$.words",
					(words) -> assertThat(words).asString()
						.isEqualTo("Change not in force, GitLab did not accept the token"))
			.hasPathSatisfying("$.state", (state) -> assertThat(state).asString().isEqualTo("CHANGE_NOT_IN_FORCE"));
	}

	@Test
	void aProofIsToldWithItsTime() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "SUCCEEDED", 0, null, null);
		told(id, "PROOF", "AWAITED", "", "", "", "[]");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText().contains("proof under way");
		told(id, "PROOF", "PROVEN", "prove", "a job ran", "", "[]");
		for (String page : new String[] { "/fleets/" + id, "/" }) {
			assertThat(this.mvc.get().uri(page)).bodyText()
				.contains("proven by a job at", "<time datetime=\"2026-01-15T08:00:05Z\"");
		}
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.extractingPath("$.words")
			.isEqualTo("Ready, proven by a job at 15 Jan 2026, 08:00 UTC");
		told(id, "PROOF", "UNPROVEN", "prove", "no worker came up", "no worker came up", "[]");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("A first job could not run: no worker came up.");
	}

	@Test
	void whatWasSaidLongBeforeIsNoCauseOfWorkersThatCannotStartNow() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "SUCCEEDED", 0, null, null);
		Health health = new Health(Health.Kind.CANNOT_SCALE, Instant.parse("2026-01-15T09:00:00Z"),
				"Cannot start workers: the moon is full", "Wait for the sun.");
		new HeardPulses(this.jdbc).put(id, health, null, null);
		told(id, "PROOF", "UNPROVEN", "prove", "no worker came up", "no worker came up", "[]");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("Cannot start workers: the moon is full", "Wait for the sun.")
			.doesNotContain("AWS cannot start workers", "A first job could not run");
	}

	@Test
	void whereNothingWasLoggedItSaysWhatThatMeans() {
		UUID id = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(id, "FAILED", 0, "Manager", "Failed to receive 1 resource signal(s)");
		told(id, "FAILURE", "SILENT", "", "", "", "[]");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("The manager has no way out.", "The manager wrote nothing to its log group");
	}

	@Test
	void aLinkLeadsToTheFleetsOwnNetworkWhereTheFailureIsNotOfAnother() {
		UUID launched = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(launched, "FAILED", 0, "Manager", "Failed to receive 1 resource signal(s)");
		this.jdbc.sql("update fleet set parameters = ?")
			.param("{\"VpcId\":\"vpc-0b1\",\"SubnetIds\":\"subnet-0a1,subnet-0a2\"}")
			.update();
		told(launched, "FAILURE", "SILENT", "", "", "", "[]");
		assertThat(this.mvc.get().uri("/fleets/{id}", launched)).bodyText()
			.contains("#SubnetDetails:subnetId=subnet-0a1\"", "#VpcDetails:VpcId=vpc-0b1\"")
			.doesNotContain("Route tables of this region");
		this.jdbc.sql("update operation set kind = 'UPDATE'").update();
		this.jdbc.sql("update stack set status = 'UPDATE_ROLLBACK_COMPLETE'").update();
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", launched)).bodyJson()
			.extractingPath("$.operation.failure.link.title")
			.isEqualTo("Route tables of this region");
	}

	private void told(UUID stack, String purpose, String verdict, String step, String words, @Nullable String answer,
			String lines) {
		this.jdbc.sql("delete from autopsy").update();
		this.jdbc
			.sql("""
					insert into autopsy (operation_id, stack_id, purpose, asked_at, ended, verdict, step, words, answer,
						heard_at, evidence)
					select id, stack_id, ?, started_at, true, ?, ?, ?, ?, timestamp with time zone '2026-01-15 08:00:05+00', ?
					from operation where stack_id = ?""")
			.params(purpose, verdict, step, words, answer, lines, stack)
			.update();
		this.rows.changed(stack);
	}

}
