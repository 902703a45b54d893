package dev.runnerfleet.fleet.dashboard;

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
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class DashboardTest {

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
	void belowAContextPathTheDashboardNeedsNoSlash() {
		assertThat(this.mvc.get().uri("/tools").contextPath("/tools")).hasStatusOk().hasViewName("dashboard/dashboard");
	}

	@Test
	void anEmptyDashboardLeadsToTheFirstLaunch() {
		assertThat(this.mvc.get().uri("/")).hasStatusOk().hasViewName("dashboard/dashboard");
		assertThat(this.mvc.get().uri("/").with(user("ada").roles("OPERATOR"))).bodyText().contains("/fleets/new");
	}

	@Test
	void theDashboardShowsFleetsInWords() {
		this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/")).bodyText().contains("blue", "Launch failed, rolled back", "ada");
	}

	/** An older portal beside this one writes rows without it. */
	@Test
	void aFleetWhoseStateNobodyHasWorkedOutIsShownByItsStack() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("update stack set standing = 0").update();
		assertThat(this.mvc.get().uri("/")).hasStatusOk().bodyText().contains(">blue<", ">Ready<");
	}

	@Test
	void fiftyFleetsMakeAPage() {
		for (int minute = 10; minute < 61; minute++) {
			this.rows.add("fleet-" + minute, "CREATE_COMPLETE", minute);
		}
		assertThat(this.mvc.get().uri("/")).bodyText()
			.contains(">fleet-60<", ">fleet-11<", "after=")
			.doesNotContain(">fleet-10<");
		assertThat(this.mvc.get().uri("/?sort=name")).bodyText().contains(">fleet-10<").doesNotContain(">fleet-60<");
	}

	@Test
	void aSearchIsShownAsItWasTypedAndDoesNothingElse() {
		assertThat(this.mvc.get().uri("/").param("q", "<script>").param("status", "<b>").param("sort", "<i>"))
			.hasStatusOk()
			.bodyText()
			.contains("&lt;script&gt;")
			.doesNotContain("<script>\"", "<b>", "<i>");
		assertThat(this.mvc.get().uri("/").param("after", "none").accept(MediaType.TEXT_HTML))
			.hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void aStatusThatThereIsNotShowsEveryFleetAndSaysSo() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/").param("status", "gone")).hasStatusOk()
			.bodyText()
			.contains("There is no such status", ">blue<");
		assertThat(this.mvc.get().uri("/").param("status", "ready")).bodyText().doesNotContain("There is no such");
	}

	@Test
	void tilesCountAndFilterAndTheChosenOneSaysSo() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.add("broken", "ROLLBACK_COMPLETE", 1);
		this.rows.add("gone", "DELETE_COMPLETE", 2);
		assertThat(this.mvc.get().uri("/")).bodyText()
			.contains("id=\"count-all\">2<", "id=\"count-ready\">1<", "id=\"count-failed\">1<",
					"id=\"count-removed\">1<", "href=\"/?status=failed\"")
			.doesNotContain(">gone<");
		assertThat(this.mvc.get().uri("/?status=failed")).bodyText()
			.contains(">broken<", "href=\"/?status=failed\" aria-current=\"true\"")
			.doesNotContain(">blue<");
		assertThat(this.mvc.get().uri("/?status=removed")).bodyText().contains(">gone<").doesNotContain(">broken<");
	}

	@Test
	void headsOrderAndTurnRoundAndSayHow() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/")).bodyText()
			.contains("aria-sort=\"descending\" class=\"col-change\"><a href=\"/?sort=change\">",
					"href=\"/?sort=name\"");
		assertThat(this.mvc.get().uri("/?sort=name&q=blu")).bodyText()
			.contains("aria-sort=\"ascending\" class=\"col-name\"><a href=\"/?q=blu&amp;sort=-name\">");
	}

	@Test
	void aRowTellsInOneLineWhatItIsForAndHowFarBehind() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc.sql("""
				update fleet set blueprint_version = blueprint_version - 1, runner_target = 'acme/mobile',
					runner_tags = 'docker', parameters = '{"MaxConcurrentBuilds":"10","IdleCount":"1"}' where id = ?""")
			.param(id)
			.update();
		assertThat(this.mvc.get().uri("/")).bodyText()
			.contains(">acme/<wbr>mobile<", ">docker<", ">1 to 10<", ">1 behind<", ">eu-central-1<", ">ada<");
	}

	@Test
	void onlyWhoMayActIsOfferedTo() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/")).bodyText().doesNotContain("value=\"remove\"");
		assertThat(this.mvc.get().uri("/").with(user("ada").roles("OPERATOR"))).bodyText()
			.contains("value=\"remove\"")
			.doesNotContain("aria-label=\"Select blue\" checked=\"checked\"");
		assertThat(this.mvc.get().uri("/?select=shown").with(user("ada").roles("OPERATOR"))).bodyText()
			.contains("aria-label=\"Select blue\" checked=\"checked\"");
	}

}
