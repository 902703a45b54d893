package dev.runnerfleet.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A fleet leaves docker-machine behind without anybody entering its values again. */
@Journey
class MoveJourneyTest {

	private static final ContainsTextOptions IN_TIME = new ContainsTextOptions().setTimeout(2 * Visitor.LAUNCH_MILLIS);

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	@Autowired
	SandboxTime time;

	@Autowired
	Aws aws;

	@Autowired
	Network network;

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
		ada.link("First fleet").click();
		assertThat(ada.page().locator("#fleet-move")).containsText("stands still and waits for somebody");
		Inspection.passes(ada, "a fleet whose move stands still");
		ada.link("Go on or end it").click();
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
	void aStackOfTheOriginalTemplateIsAdoptedAndLeftBehind(Visitors visitors) throws IOException {
		Visitor ada = visitors.visitor().signIn("operator");
		original(ada, "pioneers");
		ada.open("/fleets/adopt?region=eu-central-1&stack=pioneers");
		ada.reloadUntilSeen(ada.button("Adopt this fleet"));
		assertThat(ada.page().getByText("treat it as leaked")).isVisible();
		Inspection.passes(ada, "a stack of the original template");
		ada.button("Adopt this fleet").click();
		ada.seesStatus("Ready");
		ada.link("Move it to Docker Autoscaler").click();
		assertThat(ada.page().getByText("a worker of its own")).isVisible();
		Inspection.passes(ada, "what becomes of the original template");
		ada.field("Name of the second fleet").fill("settlers");
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.field("Number of the old runner").fill("7");
		ada.field("GitLab access token").fill(ACCESS);
		ada.button("Launch the second fleet").click();
		assertThat(ada.page().getByText("GitLab has no runner #7").first()).isVisible();
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.field("Number of the old runner").fill("#19");
		ada.field("GitLab access token").fill(ACCESS);
		ada.page().getByText("Correct what the second fleet gets").click();
		ada.field("Jobs at once").fill("7");
		ada.button("Launch the second fleet").click();
		assertThat(ada.page().getByText("The move has begun.")).isVisible();
		Locator move = ada.page().locator("#move");
		assertThat(move.locator(".heading .badge")).containsText("Done", IN_TIME);
		assertThat(move).containsText("Its runner #19 is paused in GitLab.");
		assertThat(move).containsText("None is left.");
		Inspection.passes(ada, "a move away from the original template");
		ada.link("First fleet").click();
		ada.seesStatus("Removed");
		Locator receipt = ada.page().locator("#fleet-removal");
		assertThat(receipt).containsText("Removed from GitLab.");
		assertThat(receipt).containsText("Deleted with all that belongs to it.");
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN).doesNotContain(ACCESS);
		ada.open("/?q=settlers");
		ada.link("settlers").first().click();
		assertThat(ada.page().getByText("Up to 7 jobs at once").first()).isVisible();
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

	/** Launched by somebody without the portal. */
	private void original(Visitor visitor, String name) throws IOException {
		String template = new ClassPathResource("sandbox/original.yaml").getContentAsString(StandardCharsets.UTF_8);
		String gitlab = visitor.page().url().replaceFirst("^(https?://[^/]*)/.*", "$1/sandbox/gitlab/");
		Map<String, String> values = Map.of("GitlabToken", Visitor.TOKEN, "GitlabUrl",
				gitlab.replace("localhost", "127.0.0.1"), "VpcId", Requests.vpc(this.network), "SubnetId",
				Requests.subnet(this.network), "GitlabRunnerInstanceType", "m5.large");
		this.aws.cloudFormation(Place.in("eu-central-1"))
			.createStack((stack) -> stack.stackName(name)
				.templateBody(template)
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(values.entrySet()
					.stream()
					.map((value) -> Parameter.builder()
						.parameterKey(value.getKey())
						.parameterValue(value.getValue())
						.build())
					.toList()));
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
