package dev.runnerfleet.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Fleets that go, and launches that are tried again. */
@Journey
class RemoveJourneyTest {

	@Autowired
	SandboxTime time;

	@Test
	void aFleetGoesOnceItsNameIsTypedAndLeavesAReceipt(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("outgoing", "production");
		ada.seesStatus("Ready");
		ada.button("Remove").click();
		assertThat(ada.page().getByText("Emptied, with all old versions, and removed.")).isVisible();
		Inspection.passes(ada, "the question before a removal");
		ada.field("Type outgoing to confirm").fill("Outgoing");
		ada.button("Remove the fleet").click();
		assertThat(ada.page().getByText("Type the fleet’s name, outgoing, exactly.").first()).isVisible();
		ada.checkbox("Remove the logs, too").check();
		ada.field("Type outgoing to confirm").fill("outgoing");
		this.time.hold();
		ada.button("Remove the fleet").click();
		assertThat(ada.page().getByText("The removal has begun.")).isVisible();
		ada.page().evaluate("window.neverReloaded = true");
		this.time.goOn();
		ada.seesStatus("Removed");
		Locator receipt = ada.page().locator("#fleet-removal");
		assertThat(receipt).containsText("Receipt", new ContainsTextOptions().setTimeout(Visitor.LAUNCH_MILLIS));
		assertThat(receipt).containsText("300 files and old versions deleted.");
		assertThat(receipt).containsText("Deleted with all that belongs to it.");
		assertThat(receipt).containsText("/runner-fleet/outgoing");
		assertThat(ada.page().getByText("The removal has begun.")).hasCount(0);
		assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
		Inspection.passes(ada, "a receipt");
	}

	@Test
	void aCacheCanBeKept(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("frugal", "production");
		ada.seesStatus("Ready");
		ada.button("Remove").click();
		ada.checkbox("Keep the cache").check();
		ada.field("Type frugal to confirm").fill("frugal");
		ada.button("Remove the fleet").click();
		ada.seesStatus("Removed");
		Locator receipt = ada.page().locator("#fleet-removal");
		assertThat(receipt).containsText("Receipt", new ContainsTextOptions().setTimeout(Visitor.LAUNCH_MILLIS));
		assertThat(receipt).containsText("The bucket stays with all that is in it.");
		assertThat(receipt).containsText("Deleted, all but CacheBucket.");
	}

	@Test
	void aFailedLaunchLeadsBackToItsFormAndIsReplaced(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("stubborn", "isolated");
		ada.seesStatus("Launch failed, rolled back");
		assertThat(ada.cause()).containsText("The manager has no way out.");
		String address = ada.page().url();
		ada.button("Correct and launch again").click();
		assertThat(ada.page().getByRole(AriaRole.ALERT).first()).containsText("The manager has no way out.");
		assertThat(ada.field("VPC").locator("option:checked")).containsText("isolated");
		assertThat(ada.subnets().first()).hasAttribute("aria-invalid", "true");
		assertThat(ada.page().getByText("is kept for this launch")).isVisible();
		Inspection.passes(ada, "the way back from a failed launch");
		ada.place("production");
		ada.button("Launch again").click();
		assertThat(ada.page()).hasURL(address);
		Locator operations = ada.turnTo("Activity").page().locator("#fleet-operations");
		assertThat(operations.getByText("Launch", new Locator.GetByTextOptions().setExact(true))).hasCount(2);
		assertThat(operations.getByText("Remains of the launch removed")).isVisible();
		ada.seesStatus("Ready");
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN);
	}

}
