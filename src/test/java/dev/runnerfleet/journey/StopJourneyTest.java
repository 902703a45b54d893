package dev.runnerfleet.journey;

import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** People see their mistake while a launch goes on. */
@Journey
class StopJourneyTest {

	@Autowired
	SandboxTime time;

	@Test
	void aLaunchIsStoppedWhileItGoesOn(Visitors visitors) {
		Visitor ada = asked(visitors, "mistyped");
		ada.button("Stop the launch").click();
		ada.seesStatus("Stopping the launch");
		ada.seesStackStatus("DELETE_IN_PROGRESS");
		this.time.goOn();
		ada.seesStatus("Launch stopped, removed");
		assertThat(ada.button("Correct and launch again")).isVisible();
		assertThat(ada.button("Stop the launch")).isHidden();
	}

	@Test
	void theQuestionIsFitForEverybody(Visitors visitors) {
		Inspection.passes(asked(visitors, "hesitated-over"), "the question whether to stop a launch");
	}

	private Visitor asked(Visitors visitors, String name) {
		this.time.hold();
		Visitor ada = visitors.visitor().signIn("operator").launch(name, "production");
		ada.button("Stop the launch").click();
		assertThat(ada.heading("Stop the launch of %s?".formatted(name))).isVisible();
		return ada;
	}

}
