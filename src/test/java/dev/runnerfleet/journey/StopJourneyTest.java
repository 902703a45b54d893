package dev.runnerfleet.journey;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** People see their mistake while a launch goes on, at a pace at which they can act. */
@Journey
@TestPropertySource(
		properties = { "spring.datasource.url=jdbc:h2:mem:stopping;DB_CLOSE_DELAY=-1", "sandbox.speed=0.5" })
class StopJourneyTest {

	@Test
	void aLaunchIsStoppedWhileItGoesOn(Visitors visitors) {
		Visitor ada = asked(visitors, "mistyped");
		ada.button("Stop the launch").click();
		ada.seesStatus("Launch stopped, removed");
		assertThat(ada.button("Try again")).isVisible();
		assertThat(ada.button("Stop the launch")).isHidden();
	}

	@Test
	void theQuestionIsFitForEverybody(Visitors visitors) {
		Inspection.passes(asked(visitors, "in-doubt"), "the question whether to stop a launch");
	}

	private static Visitor asked(Visitors visitors, String name) {
		Visitor ada = visitors.visitor().signIn("operator").launch(name, "production");
		ada.button("Stop the launch").click();
		assertThat(ada.heading("Stop the launch of %s?".formatted(name))).isVisible();
		return ada;
	}

}
