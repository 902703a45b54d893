package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two portals on one database: who signs in, and who is put out, is the same on both. */
@Timeout(300)
class ReplicasTest {

	private static final String PASSWORD = "a password for mara";

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void areOnePortalToWhoeverUsesThem() throws Exception {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
				StandInAws aws = new StandInAws();
				PortalProcess one = start(aws, postgres);
				PortalProcess other = start(aws, postgres)) {
			one.awaitReady();
			other.awaitReady();
			Visitor admin = one.admin();
			admin.signIn();
			admin.post("/users/new", "/users", Map.of("name", "mara", "password", PASSWORD, "role", "OPERATOR"));
			Visitor mara = one.visitor("mara", PASSWORD);
			mara.signIn();
			Visitor maraElsewhere = mara.at(other);
			assertThat(maraElsewhere.get("/fleets/new").statusCode()).isEqualTo(200);

			admin.tell("/api/v1/fleets", """
					{"name": "blue", "gitlabUrl": "https://gitlab.com/", "runnerToken": "%s", "vpcId": "vpc-1",
					 "subnetIds": ["subnet-1"], "anyway": true}""".formatted("glrt-" + "x".repeat(20)));
			CompletableFuture<HttpResponse<Stream<String>>> opened = maraElsewhere.getAsync("/live?since=0",
					HttpResponse.BodyHandlers.ofLines());
			CompletableFuture<String> last = opened.thenApplyAsync((stream) -> stream.body()
				.filter((line) -> line.startsWith("event:"))
				.reduce("", (before, line) -> line));

			admin.post("/users/mara", "/users/mara/disable", Map.of());
			assertThat(maraElsewhere.get("/").headers().firstValue("Location"))
				.hasValueSatisfying((location) -> assertThat(location).endsWith("/login?ended"));
			assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo("event:session-over");
			assertThat(maraElsewhere.getAsync("/live?since=0", HttpResponse.BodyHandlers.ofString())
				.get(10, TimeUnit.SECONDS)
				.statusCode()).isEqualTo(401);

			one.kill();
			one.awaitDeath();
			Visitor adminElsewhere = admin.at(other);
			assertThat(adminElsewhere.get("/users").statusCode()).isEqualTo(200);
			await().untilAsserted(
					() -> assertThat(fleet(adminElsewhere).at("/operation/state").asString()).isEqualTo("SUCCEEDED"));
		}
	}

	@Test
	void aRestartSignsNobodyOut() throws Exception {
		try (StandInAws aws = new StandInAws()) {
			Visitor admin;
			try (PortalProcess before = PortalProcess.start(this.data, aws.url())) {
				before.awaitReady();
				admin = before.admin();
				admin.signIn();
				assertThat(admin.get("/users").statusCode()).isEqualTo(200);
				try (PortalProcess second = PortalProcess.start(this.data, aws.url())) {
					assertThatExceptionOfType(ExecutionException.class).isThrownBy(second::awaitReady);
					assertThat(second.log()).contains("Another process has the database").doesNotContain("\tat ");
				}
			}
			try (PortalProcess after = PortalProcess.start(this.data, aws.url())) {
				after.awaitReady();
				assertThat(admin.at(after).get("/users").statusCode()).isEqualTo(200);
			}
		}
	}

	private PortalProcess start(StandInAws aws, EmbeddedPostgres postgres) throws IOException {
		return PortalProcess.start(this.data, aws.url(),
				"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"--portal.tracking.watched=20ms", "--portal.tracking.unwatched=20ms",
				"--portal.tracking.calls-per-second=1000", "--portal.tracking.recover-after=5s",
				"--db-scheduler.heartbeat-interval=500ms");
	}

	private JsonNode fleet(Visitor visitor) throws Exception {
		return this.json.readTree(visitor.ask("/api/v1/fleets").body()).at("/items/0");
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
	}

}
