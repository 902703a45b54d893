package dev.runnerfleet.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A fleet leaves docker-machine behind without anybody entering its values again. */
@Journey
class MoveJourneyTest {

	private static final ContainsTextOptions IN_TIME = new ContainsTextOptions().setTimeout(2 * Visitor.LAUNCH_MILLIS);

	@Autowired
	SandboxTime time;

	@Test
	void aFleetMovesOnceTheSecondOneWorksAndLeavesAReceipt(Visitors visitors) {
		Visitor ada = machine(visitors.visitor(), "veteran");
		ada.seesStatus("Ready");
		ada.link("Move it to Docker Autoscaler").click();
		assertThat(ada.heading("Move veteran to Docker Autoscaler")).isVisible();
		assertThat(ada.page().getByText("There is no docker-machine any more.").first()).isVisible();
		Inspection.passes(ada, "what a move brings");
		ada.field("Name of the second fleet").fill("veteran");
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.field("Wait for running jobs").fill("0");
		ada.button("Launch the second fleet").click();
		assertThat(ada.field("Name of the second fleet")).hasAttribute("aria-invalid", "true");
		assertThat(ada.field("Runner token")).hasValue("");
		ada.field("Name of the second fleet").fill("veteran-next");
		ada.field("Runner token").fill(Visitor.TOKEN);
		this.time.hold();
		ada.button("Launch the second fleet").click();
		assertThat(ada.page().getByText("The move has begun.")).isVisible();
		ada.button("Stop").click();
		Locator move = ada.page().locator("#move");
		assertThat(move).containsText("Stopped by operator.");
		assertThat(move).containsText("veteran takes jobs as before.");
		Inspection.passes(ada, "a move that stands still");
		ada.button("Go on").click();
		this.time.goOn();
		assertThat(move.getByText("First fleet removed")).isVisible();
		assertThat(move.locator(".heading .badge")).containsText("Done", IN_TIME);
		assertThat(move).containsText("It asks for a job once an hour, and has one at a time.");
		assertThat(move).containsText("Not waited for.");
		Inspection.passes(ada, "a move that is done");
		ada.link("First fleet").click();
		ada.seesStatus("Removed");
		Locator receipt = ada.page().locator("#fleet-removal");
		assertThat(receipt).containsText("Fleet veteran-next goes on with it.");
		assertThat(receipt).containsText("Deleted with all that belongs to it.");
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN);
	}

	@Test
	void aMoveIsStoppedAndEndedWithoutScripts(Visitors visitors) {
		Visitor ada = machine(visitors.visitor((options) -> options.setJavaScriptEnabled(false)), "homebody");
		ada.reloadUntilSeen(ada.link("Move it to Docker Autoscaler"));
		ada.reloadUntilSeen(ada.button("Remove"));
		ada.link("Move it to Docker Autoscaler").click();
		ada.field("Name of the second fleet").fill("homebody-next");
		ada.field("Runner token").fill(Visitor.TOKEN);
		this.time.hold();
		ada.button("Launch the second fleet").click();
		assertThat(ada.button("Look again")).isVisible();
		ada.button("Stop").click();
		assertThat(ada.page().locator("#move")).containsText("homebody takes jobs as before.");
		ada.button("End the move").click();
		assertThat(ada.page().getByText("Both fleets stay as they are.")).isVisible();
		this.time.goOn();
		ada.open("/?q=homebody-next");
		ada.reloadUntilSeen(ada.link("homebody-next"));
	}

	private static Visitor machine(Visitor visitor, String name) {
		Visitor ada = visitor.signIn("operator").open("/fleets/new?blueprint=docker-machine");
		ada.field("Fleet name").fill(name);
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.button("Launch").click();
		assertThat(ada.heading(name)).isVisible();
		return ada;
	}

}
