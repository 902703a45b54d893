package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the portal in the middle of removals, each time at another step. A seed decides
 * about the moments; {@code -Dcrash.kills=12} visits each step before and after AWS has
 * acted.
 */
@Timeout(3600)
class RemovalCrashTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 3);

	private static final long SEED = Long.getLong("crash.seed", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final int OBJECTS = 2500;

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void aKilledRemovalGoesOnWhereItWasAndDoesNothingTwice() throws Exception {
		List<Blow> blows = blows();
		try (StandInAws aws = new StandInAws()) {
			for (int life = 1; life <= KILLS; life++) {
				String name = "fleet-" + life;
				aws.leftovers.fill(name + "-cache", OBJECTS);
				aws.leftovers.logGroups.add("/runner-fleet/" + name);
				try (PortalProcess portal = start(aws)) {
					portal.awaitReady();
					String id = launched(portal, name);
					aws.listen(blows.get(life - 1).against(portal));
					portal.admin().deleteAsync("/api/v1/fleets/" + id + "?removeLogs=true&confirm=" + name);
					portal.awaitDeath();
				}
				aws.listen((action, actedUpon) -> {
				});
			}
			try (PortalProcess portal = start(aws)) {
				portal.awaitReady();
				List<JsonNode> fleets = removed(portal);
				assertThat(fleets).as(blows::toString).hasSize(KILLS);
				fleets.forEach((fleet) -> check(fleet, aws));
			}
		}
	}

	private static List<Blow> blows() {
		List<Blow> blows = new ArrayList<>();
		for (boolean actedUpon : new boolean[] { false, true }) {
			for (int batch = 1; batch <= 3; batch++) {
				blows.add(new Blow("DeleteObjects", batch, actedUpon, 0));
			}
			blows.add(new Blow("DeleteStack", 1, actedUpon, 0));
			blows.add(new Blow("DescribeStackEvents", 2, actedUpon, 0));
			blows.add(new Blow("DeleteLogGroup", 1, actedUpon, 0));
		}
		Random random = new Random(SEED);
		java.util.Collections.shuffle(blows, random);
		while (blows.size() < KILLS) {
			blows.add(blows.get(random.nextInt(12)));
		}
		return blows;
	}

	private PortalProcess start(StandInAws aws) throws IOException {
		return PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=20ms",
				"--portal.tracking.unwatched=20ms", "--portal.tracking.calls-per-second=1000",
				"--portal.tracking.recover-after=2s", "--portal.removal.pause=20ms",
				"--db-scheduler.heartbeat-interval=500ms");
	}

	private String launched(PortalProcess portal, String name) throws Exception {
		portal.admin()
			.tellAsync("/api/v1/fleets",
					"""
							{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
							 "subnetIds": ["subnet-1"]}"""
						.formatted(name, "glrt-" + "x".repeat(20)));
		JsonNode fleet = await().atMost(PATIENCE)
			.until(() -> fleets(portal, "?q=" + name + "&status=CREATE_COMPLETE"), (found) -> !found.isEmpty())
			.get(0);
		return fleet.get("id").asString();
	}

	private List<JsonNode> removed(PortalProcess portal) {
		return await().atMost(PATIENCE)
			.until(() -> fleets(portal, "?size=200&status=removed"), (fleets) -> fleets.size() == KILLS && fleets
				.stream()
				.allMatch((fleet) -> fleet.path("removal")
					.path("steps")
					.valueStream()
					.noneMatch((step) -> List.of("WAITING", "RUNNING").contains(step.get("state").asString()))));
	}

	private static void check(JsonNode fleet, StandInAws aws) {
		String name = fleet.get("name").asString();
		assertThat(fleet.get("status").asString()).as(name).isEqualTo("DELETE_COMPLETE");
		assertThat(fleet.at("/operation/state").asString()).as(name).isEqualTo("SUCCEEDED");
		assertThat(aws.stacks.get(name).deletions).as(name).containsExactly(fleet.at("/operation/id").asString());
		assertThat(aws.leftovers.isEmpty(name + "-cache")).as(name).isTrue();
		assertThat(aws.leftovers.logGroups).as(name).doesNotContain("/runner-fleet/" + name);
		assertThat(fleet.at("/removal/steps").valueStream().map((step) -> step.get("state").asString())).as(name)
			.doesNotContain("FAILED");
	}

	private List<JsonNode> fleets(PortalProcess portal, String query) throws Exception {
		HttpResponse<String> answer = portal.admin().ask("/api/v1/fleets" + query);
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
		return this.json.readTree(answer.body()).get("items").valueStream().toList();
	}

}
