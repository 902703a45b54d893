package dev.runnerfleet.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.Stack;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who wonders whether it is the fleet or their job. */
@Journey
class HealthJourneyTest {

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	Clock clock;

	@Test
	void anOpenPageAndAnOpenListTellWhenAFleetFallsIllAndWhenItIsWellAgain(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		well(launch(ada, "pulse-calm"));
		UUID ill = launch(ada, "pulse-ill");
		well(ill);
		Page page = ada.page();
		Locator health = page.locator("#fleet-pulse");
		assertThat(health.getByText("Working: 12 jobs on 12 workers")).isVisible();
		assertThat(page.locator("#fleet-whose")).containsText("The fleet is well.");
		Visitor bob = visitors.visitor().signIn("viewer").open("/?q=pulse-");
		Locator row = bob.page().locator("#fleet-" + ill);
		assertThat(row).containsText("Working");
		assertThat(bob.page().locator("#new-order > span")).isHidden();
		page.evaluate("window.neverReloaded = true");

		refused(ill);
		ada.seesStatus("GitLab refuses the token");
		assertThat(health.getByRole(AriaRole.HEADING)).hasText("GitLab refuses the token");
		assertThat(page.locator("#fleet-whose")).hasText("It is the fleet’s runner token, not your job.");
		assertThat(row).containsText("GitLab refuses the token");
		bob.link("Show the worst first").click();
		assertThat(bob.page().locator("[data-row] th").first()).hasText("pulse-ill");
		assertThat(bob.page().locator("#new-order > span")).isHidden();

		page.locator("#fleet-why > summary").click();
		assertThat(page.locator("#fleet-reasons > li").first()).containsText("GitLab refuses the runner’s token");
		page.locator("#fleet-chart-day-figures > summary").click();
		assertThat(page.locator("#fleet-chart-day-figures tbody")).containsText("4 min");
		Inspection.passes(ada, "a fleet that is ill, why a job waits, how it was and what it cost");

		well(ill);
		ada.seesStatus("Ready");
		assertThat(page.locator("#fleet-remedy")).hasCount(0);
		assertThat(page.locator("#fleet-reasons")).isVisible();
		assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);

		refused(ill);
		page.locator("#fleet-remedy").click();
		assertThat(page).hasURL(Pattern.compile(".*/edit#runnerToken$"));
		assertThat(page.locator(":target")).isVisible();
	}

	@Test
	void withoutScriptsAndWithTheKeyboardAloneItIsToldOnATelephone(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		UUID id = launch(ada, "mute-screen");
		well(id);
		Visitor eve = visitors.visitor((options) -> options.setJavaScriptEnabled(false).setViewportSize(390, 844))
			.signIn("viewer");
		eve.open("/?q=mute-screen");
		assertThat(eve.page().locator("#fleet-" + id)).containsText("12 of 20");
		eve.page().locator("summary").getByText("Health").press("Enter");
		eve.page().locator(".choices a", new Page.LocatorOptions().setHasText("Working")).press("Enter");
		assertThat(eve.page()).hasURL(Pattern.compile(".*health=working.*", Pattern.CASE_INSENSITIVE));
		eve.link("mute-screen").press("Enter");
		Page page = eve.page();
		assertThat(page.locator("#fleet-spent")).containsText("t3.micro, on demand: 100 h");
		page.locator("#fleet-why > summary").press("Enter");
		assertThat(page.locator("#fleet-reasons")).containsText("3 workers are starting");
		page.locator("#fleet-chart-day-figures > summary").press("Enter");
		assertThat(page.locator("#fleet-chart-day-figures tbody")).containsText("4 min");
	}

	private static UUID launch(Visitor visitor, String name) {
		visitor.launch(name, "production").seesStatus("Ready");
		return UUID.fromString(visitor.page().url().replaceAll(".*/", ""));
	}

	private void well(UUID id) {
		tell(id, Health.Kind.WORKING, "Working: 12 jobs on 12 workers", "", Health.Step.NONE, 204);
	}

	private void refused(UUID id) {
		tell(id, Health.Kind.TOKEN_REFUSED, "GitLab refuses the token",
				"Create a runner under Tokens or in GitLab, and give the fleet its token with Change.",
				Health.Step.GIVE_TOKEN, 403);
	}

	/**
	 * For as long as the test takes; the portal would come to the same from this report.
	 */
	private void tell(UUID id, Health.Kind kind, String words, String advice, Health.Step step, int answer) {
		Instant now = this.clock.instant();
		Instant heard = now.plus(Duration.ofMinutes(30));
		HeardPulses pulses = new HeardPulses(this.jdbc);
		pulses.put(id, new Health(kind, now, words, advice, step), """
				{"v":1,"at":"%s","manager":"i-0123456789abcdef0","runner":"19.4.0","gitlab":{"at":"%s","status":%d},
				"jobs":{"running":12,"limit":20},"queue":{"median":35,"longest":240},
				"workers":{"busy":12,"ready":2,"starting":3,"max":20}}""".formatted(heard, heard, answer), heard);
		// The sandbox's own manager may have reported before.
		if (this.jdbc.sql("select count(*) from worker_time where stack_id = ? and seconds = 360000")
			.param(id)
			.query(Long.class)
			.single() == 0) {
			pulses.forget(id);
			pulses.point(id, now.minus(Duration.ofHours(5)), 12, 15, 3, 240);
			pulses.workerTime(id, YearMonth.from(now.atZone(ZoneOffset.UTC)), "t3.micro", Duration.ofHours(100));
		}
		this.events.publishEvent(new Stack.Changed(id));
	}

}
