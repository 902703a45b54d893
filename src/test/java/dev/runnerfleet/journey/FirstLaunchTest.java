package dev.runnerfleet.journey;

import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A portal that nobody has used yet, with a launch that stays under way. */
@Journey
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:first-launch;DB_CLOSE_DELAY=-1")
class FirstLaunchTest {

	@Autowired
	SandboxTime time;

	@Test
	void theEmptyDashboardLeadsToTheFirstFleetUnderWay(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/");
		assertThat(ada.heading("No fleet yet")).isVisible();
		Inspection.passes(ada, "the empty dashboard");
		ada.button("Launch your first fleet").click();
		assertThat(ada.heading("Launch a fleet")).isVisible();
		this.time.hold();
		ada.launch("the-first", "production");
		assertThat(ada.page().locator("#fleet-launch")).containsText("Network and storage");
		ada.seesStatus("Launching");
		Inspection.passes(ada, "a fleet under way");
		ada.open("/");
		assertThat(ada.link("the-first")).isVisible();
		Inspection.passes(ada, "the dashboard with a fleet under way");
	}

}
