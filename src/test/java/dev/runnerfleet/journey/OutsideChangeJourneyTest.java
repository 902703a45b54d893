package dev.runnerfleet.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Somebody else has the AWS console, too; the portal stays truthful. */
@Journey
class OutsideChangeJourneyTest {

	private static final double PATIENCE = 60_000;

	@Test
	void whatSomebodyChangesAndTriesToRemoveInTheConsoleIsSeenWithoutAReload(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("shared", "production");
		ada.seesStatus("Ready");
		Visitor bob = visitors.visitor().signIn("operator").open("/sandbox/aws");
		ada.page().evaluate("window.neverReloaded = true");
		bob.button("Update shared here").click();
		sees(ada.heading("Changed outside the portal"));
		ada.seesStatus("Ready");
		sees(ada.heading("What AWS told of it"));
		Inspection.passes(ada, "a fleet that was changed outside");
		bob.open("/sandbox/aws").button("Delete shared here").click();
		sees(ada.heading("Removal outside the portal failed"));
		ada.seesStatus("Removal failed");
		org.assertj.core.api.Assertions.assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
		// A narrow list has no room for who did it.
		ada.page().setViewportSize(1700, 900);
		ada.open("/");
		assertThat(ada.page().getByText("Removal outside the portal failed").first()).isVisible();
		Inspection.passes(ada, "the dashboard with a fleet that somebody tried to remove");
	}

	@Test
	void whatSomebodyChangedByHandIsFoundByComparing(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("drifting", "production");
		ada.seesStatus("Ready");
		compare(ada);
		sees(ada.heading("Everything matches the template"));
		String fleet = ada.page().url();
		ada.open("/sandbox/aws").button("Change a resource of drifting by hand").click();
		ada.open(fleet);
		compare(ada);
		sees(ada.heading("One resource differs from the template"));
		assertThat(ada.page().getByText("It was changed by hand.")).isVisible();
		Inspection.passes(ada, "a fleet that differs from its template");
		ada.chooseFromMenu("Check for drift");
		Inspection.passes(ada, "the comparison");
	}

	@Test
	void aFleetThatWasLaunchedElsewhereIsAdopted(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/sandbox/aws");
		ada.page().locator("#name").fill("foundling");
		ada.button("Create it").click();
		ada.open("/").link("Adopt one").or(ada.link("adopt one")).first().click();
		assertThat(ada.button("Look at foundling")).isVisible();
		Inspection.passes(ada, "what can be adopted");
		ada.page().getByText("By its name").click();
		ada.page().getByLabel("Name of its CloudFormation stack").fill("no-such-stack");
		ada.button("Look it up").click();
		assertThat(ada.page().getByText("There is no such stack")).isVisible();
		Inspection.passes(ada, "a stack that there is not");
		ada.open("/fleets/adopt").button("Look at foundling").click();
		assertThat(ada.heading("foundling")).isVisible();
		Inspection.passes(ada, "a stack that can be adopted");
		ada.button("Adopt this fleet").click();
		assertThat(ada.heading("foundling")).isVisible();
		ada.seesStatus("Ready");
		assertThat(ada.turnTo("Activity").page().locator("#fleet-operations")).containsText("Adopted");
		ada.turnTo("Resources");
		sees(ada.heading("Outputs"));
		ada.open("/fleets/adopt?stack=foundling");
		assertThat(ada.page().getByText("The portal has a fleet of that name already.")).isVisible();
	}

	private static void compare(Visitor visitor) {
		visitor.chooseFromMenu("Check for drift");
		visitor.button("Compare now").click();
	}

	private static void sees(Locator locator) {
		assertThat(locator).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
	}

}
