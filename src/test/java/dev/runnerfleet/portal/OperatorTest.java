package dev.runnerfleet.portal;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operators see of a portal in a process of its own, until they stop it. */
@Timeout(900)
class OperatorTest {

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	@TempDir
	Path data;

	@Test
	void aLaunchIsCountedAndLoggedAndAStopLeavesNothingHalfDone() throws Exception {
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.start(this.data, aws.url(), "--portal.tracking.unwatched=20ms",
						"--logging.structured.format.console=ecs")) {
			portal.awaitReady();
			Visitor admin = portal.admin();
			String fleet = launched(admin);
			await().atMost(Duration.ofSeconds(120))
				.until(() -> admin.ask(fleet).body(), (body) -> body.contains("\"CREATE_COMPLETE\""));

			String metrics = admin.ask("/actuator/prometheus").body();
			assertThat(value(metrics, "portal_fleets{state=\"ready\",status=\"ready\"}")).isEqualTo(1);
			assertThat(value(metrics, "portal_fleets{state=\"launching\",status=\"working\"}")).isZero();
			assertThat(value(metrics, "portal_operations_active{kind=\"launch\",state=\"running\"}")).isZero();
			assertThat(value(metrics, "portal_operations_seconds_count{kind=\"launch\",state=\"succeeded\"}"))
				.isEqualTo(1);
			assertThat(value(metrics,
					"portal_aws_calls_seconds_count{operation=\"CreateStack\",outcome=\"SUCCESS\",service=\"CloudFormation\"}"))
				.isEqualTo(1);
			assertThat(metrics).contains("portal_tracking_lag_seconds ", "portal_scheduler_lag_seconds ")
				.doesNotContain(TOKEN, "gitlab.invalid");

			admin.signIn();
			CompletableFuture<HttpResponse<Stream<String>>> page = admin
				.getAsync(URI.create(fleet.replace("/api/v1", "") + "/live").toString(), BodyHandlers.ofLines());
			Stream<String> stream = page.get(60, TimeUnit.SECONDS).body();
			await().atMost(Duration.ofSeconds(120))
				.until(() -> value(admin.ask("/actuator/prometheus").body(), "portal_live_pages") == 1);

			portal.terminate();
			assertThat(stream.toList()).contains("event:restarting");
			portal.awaitDeath();
			assertThat(picked()).isZero();
			List<JsonNode> lines = portal.log()
				.lines()
				.filter((line) -> line.startsWith("{"))
				.map(OperatorTest::json)
				.toList();
			assertThat(lines).anySatisfy((line) -> {
				assertThat(line.at("/message").asString()).contains("CREATE_COMPLETE");
				assertThat(fleet).endsWith(line.at("/fleet/id").asString());
				assertThat(line.at("/operation/id").asString()).isNotEmpty();
			});
			assertThat(lines).noneMatch((line) -> line.at("/log/level").asString().equals("ERROR"));
		}
	}

	private static String launched(Visitor admin) throws Exception {
		HttpResponse<String> answer = admin.tell("/api/v1/fleets",
				"""
						{"name": "blue", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
						 "subnetIds": ["subnet-1"]}"""
					.formatted(TOKEN));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
		return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
	}

	private static double value(String metrics, String series) {
		return metrics.lines()
			.filter((line) -> line.startsWith(series + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No " + series + " in\n" + metrics));
	}

	private int picked() throws Exception {
		String password = Files.readString(this.data.resolve("portal.password")).strip();
		try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + this.data.resolve("portal"), "",
				password);
				ResultSet count = database.createStatement()
					.executeQuery("select count(*) from scheduled_tasks where picked = true")) {
			count.next();
			return count.getInt(1);
		}
	}

	private static JsonNode json(String line) {
		return JsonMapper.shared().readTree(line);
	}

}
