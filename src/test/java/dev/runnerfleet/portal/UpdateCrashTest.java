package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the portal in the middle of changes: while the preview is made, and before and
 * after AWS has begun to carry it out.
 */
@Timeout(1800)
class UpdateCrashTest {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final List<Blow> PREVIEWING = List.of(new Blow("CreateChangeSet", 1, false, 0),
			new Blow("CreateChangeSet", 1, true, 0), new Blow("DescribeChangeSet", 1, true, 0));

	private static final List<Blow> APPLYING = List.of(new Blow("ExecuteChangeSet", 1, false, 0),
			new Blow("ExecuteChangeSet", 1, true, 0), new Blow("DescribeStackEvents", 3, true, 0));

	private static final StandInAws.Listener NOBODY = (action, actedUpon) -> {
	};

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void aKilledChangeIsCarriedOutOnceAndOnlyIfSomebodyDecidedSo() throws Exception {
		try (StandInAws aws = new StandInAws()) {
			for (Blow blow : PREVIEWING) {
				try (PortalProcess portal = start(aws)) {
					String fleet = launched(portal, "previewed-" + PREVIEWING.indexOf(blow));
					aws.listen(blow.against(portal));
					portal.admin().patchAsync(fleet, "{\"cacheExpiryDays\": 7}");
					portal.awaitDeath();
				}
				aws.listen(NOBODY);
			}
			for (Blow blow : APPLYING) {
				try (PortalProcess portal = start(aws)) {
					String fleet = launched(portal, "applied-" + APPLYING.indexOf(blow));
					String preview = previewed(portal, fleet);
					aws.listen(blow.against(portal));
					portal.admin().tellAsync(preview + "/apply", "");
					portal.awaitDeath();
				}
				aws.listen(NOBODY);
			}
			try (PortalProcess portal = start(aws)) {
				portal.awaitReady();
				for (JsonNode fleet : settled(portal)) {
					check(fleet, aws);
					finish(portal, fleet);
				}
				settled(portal).forEach(
						(fleet) -> assertThat(aws.stacks.get(fleet.get("name").asString()).updates).as(fleet::toString)
							.hasSize(1));
			}
		}
	}

	/** What was not carried out is as it was, and says so. */
	private static void check(JsonNode fleet, StandInAws aws) {
		StandInStack stack = aws.stacks.get(fleet.get("name").asString());
		boolean updated = !stack.updates.isEmpty();
		assertThat(fleet.get("status").asString()).as(fleet::toString)
			.isEqualTo(updated ? "UPDATE_COMPLETE" : "CREATE_COMPLETE");
		assertThat(fleet.at("/operation/state").asString()).as(fleet::toString)
			.isEqualTo((updated || fleet.at("/operation/kind").asString().equals("LAUNCH")) ? "SUCCEEDED" : "NOT_SENT");
		if (stack.name.startsWith("previewed")) {
			assertThat(updated).as(stack.name).isFalse();
		}
	}

	/** Nothing is stuck: what was not carried out yet still can be. */
	private void finish(PortalProcess portal, JsonNode fleet) throws Exception {
		if (fleet.get("status").asString().equals("CREATE_COMPLETE")) {
			String preview = previewed(portal, address(fleet));
			assertThat(portal.admin().tell(preview + "/apply", "").statusCode()).isEqualTo(202);
		}
	}

	private String previewed(PortalProcess portal, String fleet) throws Exception {
		String body = portal.admin().patchAsync(fleet, "{\"cacheExpiryDays\": 7}").get().body();
		String preview = fleet + "/previews/" + this.json.readTree(body).get("id").asString();
		await().atMost(PATIENCE)
			.until(() -> this.json.readTree(portal.admin().ask(preview).body()).get("state").asString(),
					"READY"::equals);
		return preview;
	}

	private String launched(PortalProcess portal, String name) throws Exception {
		portal.awaitReady();
		portal.admin()
			.tellAsync("/api/v1/fleets",
					"""
							{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
							 "subnetIds": ["subnet-1"]}"""
						.formatted(name, "glrt-" + "x".repeat(20)));
		return address(await().atMost(PATIENCE)
			.until(() -> fleets(portal, "?q=" + name + "&status=CREATE_COMPLETE"), (found) -> !found.isEmpty())
			.get(0));
	}

	private List<JsonNode> settled(PortalProcess portal) {
		return await().atMost(PATIENCE)
			.until(() -> fleets(portal, "?size=200"), (fleets) -> fleets.stream().allMatch(CrashTest::isSettled));
	}

	private List<JsonNode> fleets(PortalProcess portal, String query) throws Exception {
		HttpResponse<String> answer = portal.admin().ask("/api/v1/fleets" + query);
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
		return this.json.readTree(answer.body()).get("items").valueStream().toList();
	}

	private static String address(JsonNode fleet) {
		return "/api/v1/fleets/" + fleet.get("id").asString();
	}

	private PortalProcess start(StandInAws aws) throws IOException {
		return PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=20ms",
				"--portal.tracking.unwatched=20ms", "--portal.tracking.calls-per-second=1000",
				"--portal.tracking.recover-after=2s", "--db-scheduler.heartbeat-interval=500ms");
	}

}
