package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
 * Kills the portal in the middle of moves, each time at another step, from the launch of
 * the second fleet to the removal of the first. A seed decides about the moments;
 * {@code -Dcrash.kills=16} visits each step before and after AWS has acted.
 */
@Timeout(3600)
class MoveCrashTest {

	private static final int KILLS = Integer.getInteger("crash.kills", 3);

	private static final long SEED = Long.getLong("crash.seed", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final StandInAws.Listener NOBODY = (action, actedUpon) -> {
	};

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void aKilledMoveGoesOnWhereItWasAndDoesNothingTwice() throws Exception {
		List<Blow> blows = blows();
		try (StandInAws aws = new StandInAws()) {
			String first = "";
			for (int life = 1; life <= KILLS; life++) {
				String name = "fleet-" + life;
				aws.leftovers.fill(name + "-cache", 1);
				aws.leftovers.managers.addAll(List.of(name, name + "-new"));
				try (PortalProcess portal = start(aws)) {
					portal.awaitReady();
					if (life > 1) {
						check(portal, aws, "fleet-" + (life - 1), first, blows.get(life - 2));
					}
					first = launched(portal, name);
					aws.listen(blows.get(life - 1).against(portal));
					begin(portal, first, name);
					portal.awaitDeath();
				}
				aws.listen(NOBODY);
			}
			try (PortalProcess portal = start(aws)) {
				portal.awaitReady();
				check(portal, aws, "fleet-" + KILLS, first, blows.get(KILLS - 1));
			}
		}
	}

	private static List<Blow> blows() {
		List<Blow> blows = new ArrayList<>();
		for (boolean actedUpon : new boolean[] { false, true }) {
			for (String action : List.of("CreateStack", "DescribeStackEvents", "GetLogEvents", "CreateChangeSet",
					"DescribeChangeSet", "ExecuteChangeSet", "DeleteObjects", "DeleteStack")) {
				blows.add(new Blow(action, 1, actedUpon, 0));
			}
		}
		Random random = new Random(SEED);
		Collections.shuffle(blows, random);
		while (blows.size() < KILLS) {
			blows.add(blows.get(random.nextInt(16)));
		}
		return blows;
	}

	private PortalProcess start(StandInAws aws) throws IOException {
		return PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=20ms",
				"--portal.tracking.unwatched=20ms", "--portal.tracking.calls-per-second=1000",
				"--portal.tracking.recover-after=2s", "--portal.removal.pause=20ms", "--portal.move.pause=20ms",
				"--portal.move.launch-asked=10s", "--db-scheduler.heartbeat-interval=500ms");
	}

	private String launched(PortalProcess portal, String name) throws Exception {
		portal.admin()
			.tellAsync("/api/v1/fleets",
					"""
							{"blueprint": "docker-machine", "name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true,
							 "runnerToken": "%s", "vpcId": "vpc-1", "subnetIds": ["subnet-1"]}"""
						.formatted(name, "glrt-" + "x".repeat(20)));
		return address(await().atMost(PATIENCE).until(() -> fleets(portal, name), MoveCrashTest::proven).get(0));
	}

	/** Whoever gets no answer, and finds that nothing has begun, asks again. */
	private static void begin(PortalProcess portal, String fleet, String name) {
		portal.admin()
			.tellAsync(fleet + "/move", """
					{"name": "%s-new", "runnerToken": "%s", "waitMinutes": 0, "anyway": true}""".formatted(name,
					"glrt-" + "x".repeat(20)));
	}

	private static boolean proven(List<JsonNode> found) {
		return found.size() == 1 && found.get(0).get("state").asString().equals("READY_PROVEN");
	}

	private void check(PortalProcess portal, StandInAws aws, String name, String first, Blow blow) throws Exception {
		if (read(portal, first + "/move").get("move") == null) {
			begin(portal, first, name);
		}
		JsonNode move = await().atMost(PATIENCE)
			.until(() -> read(portal, first + "/move").get("move"),
					(course) -> course != null && !course.get("state").asString().equals("RUNNING"));
		if (move.get("second").isNull()) {
			assertThat(move.get("state").asString()).as(blow::toString).isEqualTo("STOPPED");
			assertThat(aws.stacks).as(blow::toString).doesNotContainKey(name + "-new");
			assertThat(aws.stacks.get(name).updates).as(blow::toString).isEmpty();
			assertThat(aws.stacks.get(name).deletions).as(blow::toString).isEmpty();
			return;
		}
		assertThat(move.get("state").asString()).as("%s: %s", blow, move).isEqualTo("DONE");
		JsonNode second = fleets(portal, name + "-new").get(0);
		assertThat(move.get("second").asString()).as(blow::toString).isEqualTo(second.get("id").asString());
		assertThat(aws.stacks.get(name).updates).as(blow::toString).hasSize(1);
		assertThat(aws.stacks.get(name).deletions).as(blow::toString).hasSize(1);
		assertThat(aws.leftovers.isEmpty(name + "-cache")).as(blow::toString).isTrue();
		assertThat(second.get("status").asString()).as(blow::toString).isEqualTo("CREATE_COMPLETE");
		assertThat(aws.stacks.get(name + "-new").deletions).as(blow::toString).isEmpty();
	}

	private List<JsonNode> fleets(PortalProcess portal, String name) throws Exception {
		return read(portal, "/api/v1/fleets?size=200&q=" + name).get("items")
			.valueStream()
			.filter((fleet) -> fleet.get("name").asString().equals(name))
			.toList();
	}

	private JsonNode read(PortalProcess portal, String path) throws Exception {
		HttpResponse<String> answer = portal.admin().ask(path);
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
		return this.json.readTree(answer.body());
	}

	private static String address(JsonNode fleet) {
		return "/api/v1/fleets/" + fleet.get("id").asString();
	}

}
