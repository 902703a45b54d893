package dev.runnerfleet.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole portal against an AWS that answers oddly: what it does late is still the
 * portal's own, and what it does not do is told as what it is.
 */
@Timeout(900)
class OddAnswersTest {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final JsonMapper json = new JsonMapper();

	private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

	@TempDir
	Path data;

	@AfterEach
	void stop() {
		this.later.shutdownNow();
	}

	@Test
	void lateWorkIsTheOperationsOwnAndNoWorkIsToldAsSuch() throws Exception {
		try (StandInAws aws = new StandInAws(); PortalProcess portal = start(aws)) {
			portal.awaitReady();
			Visitor admin = portal.admin();
			aws.fault("CreateStack", "late", lateBy(Duration.ofSeconds(6)));
			aws.fault("CreateStack", "page", (exchange, act) -> answer(exchange, 200, "text/html", "<p>Sign in</p>"));
			aws.fault("CreateStack", "busy", (exchange, act) -> answer(exchange, 400, "text/xml", error("Throttling")));
			aws.fault("CreateStack", "error", (exchange, act) -> {
				act.run();
				answer(exchange, 500, "text/xml", error("InternalFailure"));
			});
			assertThat(launch(admin, "busy").at("/title").asString()).isEqualTo("AWS is busy with this account");
			launch(admin, "late");
			launch(admin, "page");
			launch(admin, "error");
			unconfirmed(admin, "late", "AWS did not answer.");
			unconfirmed(admin, "page", "AWS did not answer. Something between the portal and AWS answered");
			launched(admin, aws, "late");
			launched(admin, aws, "error");
			assertThat(fleet(admin, "page").at("/operation/state").asString()).isEqualTo("NOT_SENT");
			assertThat(aws.stacks).containsOnlyKeys("late", "error");
			changeLate(admin, aws);
		}
	}

	private void changeLate(Visitor admin, StandInAws aws) throws Exception {
		String address = "/api/v1/fleets/" + fleet(admin, "late").get("id").asString();
		String body = admin.patchAsync(address, "{\"cacheExpiryDays\": 7}").get().body();
		String preview = address + "/previews/" + this.json.readTree(body).get("id").asString();
		await().atMost(PATIENCE)
			.until(() -> this.json.readTree(admin.ask(preview).body()).get("state").asString(), "READY"::equals);
		aws.fault("ExecuteChangeSet", "late", lateBy(Duration.ofSeconds(6)));
		assertThat(admin.tell(preview + "/apply", "").statusCode()).isEqualTo(202);
		unconfirmed(admin, "late", "AWS did not answer.");
		JsonNode changed = until(admin, "late", (fleet) -> state(fleet).equals("SUCCEEDED"));
		assertThat(changed.at("/operation/kind").asString()).isEqualTo("UPDATE");
		assertThat(changed.at("/operation/id").asString()).isEqualTo(aws.stacks.get("late").updates.get(0));
	}

	private StandInAws.Fault lateBy(Duration delay) {
		Set<String> begun = ConcurrentHashMap.newKeySet();
		return (exchange, act) -> {
			if (begun.add("once")) {
				this.later.schedule(act, delay.toSeconds(), TimeUnit.SECONDS);
			}
			exchange.close();
		};
	}

	private static String error(String code) {
		return "<ErrorResponse><Error><Code>" + code + "</Code><Message>No.</Message></Error></ErrorResponse>";
	}

	private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private JsonNode launch(Visitor admin, String name) throws Exception {
		return this.json.readTree(
				admin
					.tell("/api/v1/fleets",
							"""
									{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "runnerToken": "%s", "vpcId": "vpc-1",
									 "subnetIds": ["subnet-1"], "anyway": true}"""
								.formatted(name, "glrt-" + "x".repeat(20)))
					.body());
	}

	private void unconfirmed(Visitor admin, String name, String answer) {
		JsonNode fleet = until(admin, name, (found) -> state(found).equals("NOT_SENT"));
		assertThat(fleet.at("/operation/answer").asString()).startsWith(answer);
	}

	private void launched(Visitor admin, StandInAws aws, String name) {
		JsonNode fleet = until(admin, name, (found) -> state(found).equals("SUCCEEDED"));
		assertThat(fleet.at("/operation/kind").asString()).isEqualTo("LAUNCH");
		assertThat(fleet.at("/operation/id").asString()).isEqualTo(aws.stacks.get(name).requestToken);
		assertThat(fleet.at("/status").asString()).isEqualTo("CREATE_COMPLETE");
	}

	private JsonNode until(Visitor admin, String name, Predicate<JsonNode> reached) {
		return await().atMost(PATIENCE).until(() -> fleet(admin, name), reached);
	}

	private JsonNode fleet(Visitor admin, String name) throws Exception {
		JsonNode items = this.json.readTree(admin.ask("/api/v1/fleets?q=" + name).body()).get("items");
		List<JsonNode> found = StreamSupport.stream(items.spliterator(), false).toList();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private static String state(JsonNode fleet) {
		return fleet.at("/operation/state").asString();
	}

	private PortalProcess start(StandInAws aws) throws IOException {
		return PortalProcess.start(this.data, aws.url(), "--portal.tracking.watched=50ms",
				"--portal.tracking.unwatched=50ms", "--portal.tracking.recover-after=2s", "--portal.tracking.sweep=2s");
	}

}
