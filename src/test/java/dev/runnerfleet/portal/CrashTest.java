package dev.runnerfleet.portal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the portal in the middle of launches. A seed decides about the moments;
 * {@code -Dcrash.kills=50} makes more of them and {@code -Dcrash.seed=…} others.
 */
@Timeout(3600)
class CrashTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 3);

	private static final long SEED = Long.getLong("crash.seed", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void aKilledPortalLosesNoEventRepeatsNoneAndEndsEveryLaunchRight() throws Exception {
		Random random = new Random(SEED);
		List<Blow> blows = new ArrayList<>();
		try (StandInAws aws = new StandInAws()) {
			for (int life = 1; life <= KILLS; life++) {
				Blow blow = Blow.random(random);
				blows.add(blow);
				try (PortalProcess portal = start(aws)) {
					portal.awaitReady();
					aws.listen(blow.against(portal));
					launch(portal.admin(), "fleet-" + life);
					launch(portal.admin(), "fleet-" + life + "-fails");
					portal.awaitDeath();
				}
			}
			aws.listen((action, actedUpon) -> {
			});
			try (PortalProcess portal = start(aws)) {
				portal.awaitReady();
				List<JsonNode> fleets = settled(portal);
				assertThat(fleets).as(blows::toString)
					.extracting((fleet) -> fleet.get("name").asString())
					.doesNotHaveDuplicates()
					.containsAll(aws.stacks.keySet());
				for (JsonNode fleet : fleets) {
					check(portal, fleet, aws.stacks.get(fleet.get("name").asString()));
				}
			}
		}
	}

	private PortalProcess start(StandInAws aws) throws IOException {
		return PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=20ms",
				"--portal.tracking.unwatched=20ms", "--portal.tracking.calls-per-second=1000",
				"--portal.tracking.recover-after=5s", "--db-scheduler.heartbeat-interval=500ms");
	}

	/** Nobody waits for the answer: the portal may die over it. */
	private static void launch(Visitor admin, String name) {
		admin.tellAsync("/api/v1/fleets",
				"""
						{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
						 "subnetIds": ["subnet-1"]}"""
					.formatted(name, "glrt-" + "x".repeat(20)));
	}

	private void check(PortalProcess portal, JsonNode fleet, StandInStack stack) throws Exception {
		List<JsonNode> events = list(
				portal.admin().ask("/api/v1/fleets/" + fleet.get("id").asString() + "/events").body());
		if (stack == null) {
			assertThat(fleet.at("/operation/state").asString()).isEqualTo("NOT_SENT");
			assertThat(events).isEmpty();
			return;
		}
		assertThat(fleet.at("/operation/state").asString()).as(stack.name)
			.isEqualTo(stack.fails() ? "FAILED" : "SUCCEEDED");
		assertThat(fleet.get("status").asString()).isEqualTo(stack.status());
		assertThat(fleet.at("/operation/id").asString()).isEqualTo(stack.requestToken);
		assertThat(fleet.at("/operation/failure/resource").asString(""))
			.isEqualTo(stack.fails() ? "Resource" + StandInStack.RESOURCES : "");
		assertThat(fleet.get("outputs").size()).isEqualTo(stack.fails() ? 0 : 1);
		assertThat(events).as(stack.name)
			.extracting((event) -> event.get("eventId").asString())
			.containsExactlyInAnyOrderElementsOf(stack.newestFirst().stream().map(StandInStack.Event::id).toList());
		assertThat(events).extracting((event) -> event.get("seq").asInt())
			.containsExactlyElementsOf(IntStream.rangeClosed(1, events.size()).boxed().toList());
	}

	private List<JsonNode> settled(PortalProcess portal) {
		return await().atMost(PATIENCE)
			.until(() -> list(this.json.readTree(portal.admin().ask("/api/v1/fleets?size=200").body()).get("items")),
					(fleets) -> fleets.stream().allMatch(CrashTest::isSettled));
	}

	/** A list may be read just while an operation ends, after the stack and before it. */
	static boolean isSettled(JsonNode fleet) {
		return !fleet.at("/operation/finishedAt").isNull()
				&& !fleet.at("/status").asString("").endsWith("_IN_PROGRESS");
	}

	private List<JsonNode> list(String body) {
		return list(this.json.readTree(body));
	}

	private static List<JsonNode> list(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).toList();
	}

}
