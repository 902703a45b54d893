package dev.runnerfleet.portal;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * While AWS takes calls and answers none, whatever is asked for is answered all the same.
 * The test would never end if one waited for AWS: its calls may take hours here.
 */
@Timeout(900)
class SilentAwsPostsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void whateverIsAskedForIsAnswered() throws Exception {
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=50ms",
						"--portal.tracking.unwatched=50ms", "--portal.tracking.recover-after=2s",
						"--portal.aws.call-timeout=10h", "--portal.aws.attempt-timeout=10h",
						"--portal.aws.pages.before-sending=3s")) {
			portal.awaitReady();
			Visitor admin = portal.admin();
			admin.signIn();
			aws.lasting((name) -> name.equals("going") ? Duration.ofDays(1) : null);
			aws.fault("CreateStack", "lost", (exchange, act) -> {
				byte[] page = "<p>Sign in</p>".getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "text/html");
				exchange.sendResponseHeaders(200, page.length);
				exchange.getResponseBody().write(page);
			});
			for (String name : List.of("going", "ready", "lost", "changing")) {
				await().atMost(PATIENCE).until(() -> launch(admin, name).statusCode(), (status) -> status != 503);
			}
			String going = address(until(admin, "going", "RUNNING"));
			String ready = address(until(admin, "ready", "SUCCEEDED"));
			String lost = address(until(admin, "lost", "NOT_SENT"));
			String preview = ready + "/previews/" + preview(admin, ready);
			await().atMost(PATIENCE)
				.until(() -> this.json.readTree(admin.ask(preview).body()).get("state").asString(), "READY"::equals);
			String changing = address(until(admin, "changing", "SUCCEEDED"));
			aws.lasting((name) -> name.equals("going") || name.equals("changing") ? Duration.ofDays(1) : null);
			String change = changing + "/previews/" + preview(admin, changing);
			await().atMost(PATIENCE)
				.until(() -> this.json.readTree(admin.ask(change).body()).get("state").asString(), "READY"::equals);
			assertThat(admin.tell(change + "/apply", "").statusCode()).isEqualTo(202);
			until(admin, "changing", "RUNNING");

			aws.hang("eu-central-1");
			silent(launch(admin, "other"));
			silent(admin.tell(going + "/stop", "{}"));
			silent(admin.tell(lost + "/retry", "{\"runnerToken\": \"" + TOKEN + "\", \"anyway\": true}"));
			silent(admin.patchAsync(ready, "{\"cacheExpiryDays\": 8}").get());
			silent(admin.tell(preview + "/apply", ""));
			assertThat(admin.tell(changing + "/cancel", "").body())
				.contains("AWS has not confirmed that it stops the change");
			HttpResponse<String> cancelled = admin.post("/account", changing.substring("/api/v1".length()) + "/cancel",
					Map.of());
			assertThat(cancelled.statusCode()).as(cancelled.body()).isLessThan(500);
			silent(admin.deleteAsync(ready + "?confirm=ready").get());
			silent(admin.tell("/api/v1/fleets/adopt", "{\"region\": \"eu-central-1\", \"stackName\": \"elsewhere\"}"));
			String page = ready.substring("/api/v1".length());
			silent(admin.post("/account", page + "/protection", Map.of("on", "true")));
			silent(admin.post("/account", page + "/remove", Map.of("confirm", "ready")));
			silent(admin.post("/account", going.substring("/api/v1".length()) + "/stop", Map.of()));
			assertThat(admin.tell(ready + "/drift", "").statusCode()).isEqualTo(202);
		}
	}

	private static void silent(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(503);
		assertThat(answer.body()).as(String.valueOf(answer.uri())).contains("AWS did not answer");
	}

	private HttpResponse<String> launch(Visitor admin, String name) throws Exception {
		return admin.tell("/api/v1/fleets", """
				{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "runnerToken": "%s", "vpcId": "vpc-1",
				 "subnetIds": ["subnet-1"], "anyway": true}""".formatted(name, TOKEN));
	}

	private String preview(Visitor admin, String fleet) throws Exception {
		String body = admin.patchAsync(fleet, "{\"cacheExpiryDays\": 7}").get().body();
		return this.json.readTree(body).get("id").asString();
	}

	private JsonNode until(Visitor admin, String name, String state) {
		Predicate<JsonNode> reached = (fleet) -> fleet.at("/operation/state").asString().equals(state);
		return await().atMost(PATIENCE)
			.until(() -> this.json.readTree(admin.ask("/api/v1/fleets?q=" + name).body()).get("items").get(0), reached);
	}

	private static String address(JsonNode fleet) {
		return "/api/v1/fleets/" + fleet.get("id").asString();
	}

}
