package dev.runnerfleet.fleet.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
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

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	Clock clock;

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
		assertThat(this.mvc.get().uri("/?sort=-change")).bodyText()
			.contains(">fleet-60<", ">fleet-11<", "after=")
			.doesNotContain(">fleet-10<");
		for (String byName : List.of("/", "/?sort=name")) {
			assertThat(this.mvc.get().uri(byName)).bodyText().contains(">fleet-10<").doesNotContain(">fleet-60<");
		}
	}

	@Test
	void aRowTellsHowItsFleetIsAndWhatItDoesAndHealthNarrowsTheList() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		UUID dead = this.rows.add("red", "CREATE_COMPLETE", 1);
		this.rows.add("green", "CREATE_COMPLETE", 2);
		Instant now = this.clock.instant();
		HeardPulses heard = new HeardPulses(this.jdbc);
		heard.put(id, new Health(Health.Kind.BUSY, now, "Busy: all 20 places for jobs taken", "Wait."), """
				{"v":1,"at":"%s","manager":"i-0123456789abcdef0","jobs":{"running":20,"limit":20},
				"workers":{"busy":20,"max":25},"queue":{"median":35,"longest":240}}""".formatted(now),
				now.minusSeconds(12));
		heard.put(dead, new Health(Health.Kind.MANAGER_GONE, now, "The manager is gone", "Change its disk."), """
				{"v":1,"at":"%s","manager":"i-0123456789abcdef0","jobs":{"running":7,"limit":20}}"""
			.formatted(now.minusSeconds(600)), now.minusSeconds(600));
		this.events.publishEvent(new Stack.Changed(id));
		this.events.publishEvent(new Stack.Changed(dead));
		assertThat(this.mvc.get().uri("/")).bodyText()
			.contains(">Ready<", "Busy: all 20 places for jobs taken", ">20 of 20<", ">20 of 25<", ">35 s<",
					">Manager is gone<", "?health=manager_gone", ">10 min ago<")
			.doesNotContain("7 of 20");
		assertThat(this.mvc.get().uri("/?health=manager_gone")).bodyText()
			.contains(">red<", "aria-current=\"true\"")
			.doesNotContain(">blue<", ">green<");
		assertThat(this.mvc.get().uri("/?health=splendid")).bodyText().contains(">blue<", "There is no such health");
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
			.contains("aria-sort=\"ascending\" class=\"col-state\"><a href=\"/?sort=-state\">", "href=\"/?sort=name\"",
					"href=\"/?sort=-change\"");
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
