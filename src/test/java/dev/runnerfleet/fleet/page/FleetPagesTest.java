package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class FleetPagesTest {

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
	void aFleetsPageTellsWhyItFailedAndShowsReasonsAsText() {
		UUID id = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(id, "FAILED", 0, "Manager", "Failed to receive 1 resource signal(s) <b>in time</b>");
		this.rows.events(id, 2);
		this.rows.output(id, "CacheBucketName", "blue-cache");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).hasStatusOk()
			.hasViewName("page/fleet")
			.bodyText()
			.contains("The manager did not report back in time.", "no route to the internet",
					"&lt;b&gt;in time&lt;/b&gt;", "Correct and launch again")
			.doesNotContain("<b>");
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).hasStatusOk()
			.bodyText()
			.contains("&lt;b&gt;fine&lt;/b&gt;")
			.doesNotContain("<b>");
		assertThat(this.mvc.get().uri("/fleets/{id}/resources", id)).hasStatusOk().bodyText().contains("blue-cache");
	}

	@Test
	void whatAwsDoesNotConfirmIsNotToldAsNeverAsked() {
		UUID id = this.rows.add("blue", "NOT_SENT", 0);
		this.rows.operation(id, "NOT_SENT", 0, null, null);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("AWS has not confirmed this launch.", "The portal was stopped before it heard from AWS.");
		this.rows.answer(id, "AWS had an error of its own.");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("AWS has not confirmed this launch.", "AWS had an error of its own.",
					"The portal goes on looking once a minute. If the stack appears after all, it is taken in here.")
			.doesNotContain("The portal was stopped");
	}

	@Test
	void aFleetThatCannotBeFollowedSaysWhyAndSinceWhen() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.trouble(id, "AWS does not accept the portal's credentials. The session has expired.");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("Cannot be followed since 15 Jan, 08:00:00 UTC", "The session has expired.");
		assertThat(this.mvc.get().uri("/")).bodyText().contains("Cannot be followed since 15 Jan, 08:00:00 UTC");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.hasPathSatisfying("$.trouble", (words) -> assertThat(words).asString().contains("has expired"))
			.hasPathSatisfying("$.troubledSince",
					(since) -> assertThat(since).asString().isEqualTo("2026-01-15T08:00:00Z"));
	}

	@Test
	void olderEventsAreAPageAway() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.events(id, 120);
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).bodyText().contains("before=21");
		assertThat(this.mvc.get().uri("/fleets/{id}?before=21", id))
			.hasRedirectedUrl("/fleets/" + id + "/activity?before=21");
		assertThat(this.mvc.get().uri("/fleets/{id}/activity?before=21", id)).hasStatusOk()
			.bodyText()
			.doesNotContain("before=1\"");
	}

	@Test
	void eachSideIsMarkedTellsHowTheFleetStandsAndAnswersHead() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		for (String side : List.of("", "/activity", "/resources", "/settings")) {
			assertThat(this.mvc.get().uri("/fleets/" + id + side)).hasStatusOk()
				.bodyText()
				.contains("<title>blue: Ready · Runner fleets</title>", "favicon-good",
						"href=\"/fleets/" + id + side + "\" aria-current=\"page\"");
			assertThat(this.mvc.head().uri("/fleets/" + id + side)).hasStatusOk();
		}
	}

	@Test
	void anOperationOpensToItsOwnResources() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "LAUNCH", "SUCCEEDED", 0, null, null);
		this.rows.events(id, 2);
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).bodyText()
			.contains("<strong>Launch</strong>", "took 1 min 0 s", "Cache bucket");
	}

	@Test
	void anUnknownFleetIsNotFound() {
		for (Object id : new Object[] { UUID.randomUUID(), "none", UUID.randomUUID() + "/activity",
				UUID.randomUUID() + "/settings" }) {
			assertThat(this.mvc.get().uri("/fleets/" + id).accept(MediaType.TEXT_HTML)).as(String.valueOf(id))
				.hasStatus(HttpStatus.NOT_FOUND)
				.hasViewName("web/error");
		}
	}

	@Test
	void aFleetsPageShowsItsLabelsAndWhereTheyAreSet() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("insert into fleet_label (fleet_id, label) values (?, 'prod')").param(id).update();
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText().contains(">prod<", "/bulk/labels?fleet=" + id);
	}

}
