package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A fleet is changed, and nothing happens before somebody has seen what would. */
@Journey
class ChangeJourneyTest {

	@Autowired
	SandboxTime time;

	@Test
	void aChangeIsPreviewedInPlainWordsAndApplied(Visitors visitors) {
		Visitor ada = ready(visitors, "changed");
		ada.button("Change").click();
		assertThat(ada.field("Cache expiry (days)")).hasValue("30");
		Inspection.passes(ada, "the form for a change");
		ada.field("Cache expiry (days)").fill("7");
		advanced(ada);
		ada.field("Disk (GiB)").last().fill("20");
		ada.button("Preview").click();
		assertThat(ada.heading("Replaced after running jobs")).isVisible();
		Locator preview = ada.page().locator("#preview");
		assertThat(preview).containsText("A new manager checks everything beside the old one");
		assertThat(preview).containsText("Fleet: Cache expiry (days)");
		assertThat(ada.heading("Changed in place")).isVisible();
		Inspection.passes(ada, "a preview");
		this.time.hold();
		ada.button("Apply").click();
		assertThat(ada.page().getByText("The change is on its way.")).isVisible();
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(ada.turnTo("Activity").page().locator("#fleet-operations")).containsText("Change");
		ada.turnTo("Settings");
		assertThat(ada.page().locator("#fleet-parameters"))
			.containsText(Pattern.compile("Cache expiry \\(days\\)\\s*7"));
		assertThat(ada.page().locator("#fleet-parameters")).containsText("production");
		ada.page().getByText("Who changed what").click();
		Locator changes = ada.page().locator("#fleet-changes");
		assertThat(changes).containsText("operator");
		assertThat(changes).containsText(Pattern.compile("Fleet: Cache expiry \\(days\\)\\s*30 → 7"));
		Inspection.passes(ada, "who changed what");
	}

	@Test
	void aChangeOfNothingIsSaidPlainly(Visitors visitors) {
		Visitor ada = ready(visitors, "unchanged");
		ada.button("Change").click();
		ada.button("Preview").click();
		assertThat(ada.heading("Nothing would change")).isVisible();
		assertThat(ada.button("Apply")).isHidden();
		Inspection.passes(ada, "a preview of nothing");
	}

	@Test
	void aPreviewWaitsForADecisionOnTheFleetsPageAndCanBeDiscarded(Visitors visitors) {
		Visitor ada = ready(visitors, "undecided");
		ada.button("Change").click();
		ada.field("Cache expiry (days)").fill("0");
		ada.button("Preview").click();
		assertThat(ada.button("Apply")).isVisible();
		ada.link("undecided").click();
		ada.link("A change of 1 resource").click();
		ada.link("Change the values").click();
		assertThat(ada.field("Cache expiry (days)")).hasValue("0");
		ada.page().goBack();
		ada.button("Discard").click();
		assertThat(ada.page().getByText("The preview is discarded.")).isVisible();
		assertThat(ada.link("A change of 1 resource")).isHidden();
	}

	@Test
	void aChangeThatGoesOnCanBeCancelled(Visitors visitors) {
		Visitor ada = movingAway(visitors, "regretted");
		ada.button("Cancel the change").click();
		assertThat(ada.heading("Cancel the change?")).isVisible();
		ada.button("Cancel the change").click();
		ada.seesStatus("Cancelling the change");
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(ada.page().getByText("last change cancelled")).isVisible();
		assertThat(ada.turnTo("Activity").page().locator("#fleet-operations")).containsText("Cancelled");
	}

	@Test
	void aRightChangeClearsOneThatIsNotInForce(Visitors visitors) {
		Visitor ada = ready(visitors, "token-mended");
		ada.button("Change").click();
		ada.field("Runner token").fill("glrt-" + "m".repeat(20) + "-sandbox-wrong");
		ada.button("Preview").click();
		assertThat(ada.page().locator("#runnerToken")).containsText("is kept for this change");
		Inspection.passes(ada, "a change whose token is kept");
		ada.checkbox("Preview anyway").check();
		ada.button("Preview").click();
		ada.button("Apply").click();
		ada.seesStatus("Change not in force");
		Locator diagnosis = ada.page().locator("#fleet-diagnosis");
		assertThat(diagnosis).containsText("The last change is not in force: GitLab did not accept the token.");
		assertThat(diagnosis).containsText("Told before it began, and overruled:");
		Inspection.passes(ada, "a change that is not in force");
		ada.button("Change").first().click();
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.button("Preview").click();
		ada.button("Apply").click();
		ada.seesStatus("Ready");
		assertThat(diagnosis).hasCount(0);
		assertThat(ada.page().getByText("not in force")).hasCount(0);
		assertThat(ada.turnTo("Activity").page().locator("#fleet-operations")).containsText("GitLab answered 403");
	}

	@Test
	void theQuestionWhetherToCancelIsFitForEverybody(Visitors visitors) {
		Visitor ada = movingAway(visitors, "in-doubt");
		ada.button("Cancel the change").click();
		assertThat(ada.heading("Cancel the change?")).isVisible();
		Inspection.passes(ada, "the question whether to cancel");
	}

	@Test
	void itWorksWithoutScriptsAndWithTheKeyboardAlone(Visitors visitors) {
		ready(visitors, "by-hand");
		Visitor bob = visitors.visitor((options) -> options.setJavaScriptEnabled(false))
			.signIn("operator")
			.open("/?q=by-hand");
		bob.link("by-hand").press("Enter");
		bob.button("Change").press("Enter");
		bob.field("Cache expiry (days)").fill("14");
		bob.field("Cache expiry (days)").press("Enter");
		assertThat(
				bob.page().getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("What would change in by-hand")))
			.isVisible();
		bob.reloadUntilSeen(bob.button("Apply"));
		bob.button("Apply").press("Enter");
		bob.turnTo("Activity");
		bob.reloadUntilSeen(bob.page().locator("#fleet-operations").getByText("Done").nth(1));
	}

	@Test
	void theProtectionIsPutOnAndTakenOff(Visitors visitors) {
		Visitor ada = ready(visitors, "protected");
		ada.chooseFromMenu("Protection against deletion");
		Inspection.passes(ada, "the protection");
		ada.button("Protect it").click();
		assertThat(ada.page().getByText("The fleet is protected against deletion.")).isVisible();
		ada.chooseFromMenu("Protection against deletion");
		ada.button("Take the protection off").click();
		assertThat(ada.page().getByText("The protection against deletion is off.")).isVisible();
	}

	private static Visitor ready(Visitors visitors, String name) {
		Visitor ada = visitors.visitor().signIn("operator").launch(name, "production");
		ada.seesStatus("Ready");
		return ada;
	}

	/** A change in the middle of which the time is held. */
	private Visitor movingAway(Visitors visitors, String name) {
		Visitor ada = ready(visitors, name);
		ada.button("Change").click();
		ada.choose("VPC", "isolated");
		assertThat(ada.page().getByRole(AriaRole.GROUP, new GetByRoleOptions().setName("Subnets"))).not()
			.containsText("production");
		ada.page().locator("#network .closed > summary").click();
		ada.subnets().first().check();
		ada.button("Preview").click();
		ada.checkbox("Preview anyway").check();
		ada.button("Preview").click();
		assertThat(ada.button("Apply")).isVisible();
		this.time.hold();
		ada.button("Apply").click();
		return ada;
	}

	private static void advanced(Visitor visitor) {
		visitor.page().getByText("Advanced", new GetByTextOptions().setExact(true)).click();
	}

}
