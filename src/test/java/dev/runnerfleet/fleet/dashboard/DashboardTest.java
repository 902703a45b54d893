package dev.runnerfleet.fleet.dashboard;

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

}
