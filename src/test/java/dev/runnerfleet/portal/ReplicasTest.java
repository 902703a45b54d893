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
@Timeout(900)
class ReplicasTest {

	private static final String PASSWORD = "correct horse battery";

	private final JsonMapper json = new JsonMapper();

	@TempDir
	Path data;

	@Test
	void areOnePortalToWhoeverUsesThem() throws Exception {
		int port = FreePort.find();
		EmbeddedPostgres postgres = database(port);
		try (StandInAws aws = new StandInAws();
				PortalProcess one = startReady(aws, postgres);
				PortalProcess other = startReady(aws, postgres)) {
			Visitor admin = one.admin();
			admin.signIn();
			admin.post("/users/new", "/users", Map.of("name", "mara", "password", PASSWORD, "role", "OPERATOR"));
			Visitor mara = one.visitor("mara", PASSWORD);
			mara.signIn();
			mara.post("/account", "/account",
					Map.of("current", PASSWORD, "password", "green tables walk", "again", "green tables walk"));
			Visitor maraElsewhere = mara.at(other);
			assertThat(maraElsewhere.get("/fleets/new").statusCode()).isEqualTo(200);

			await().untilAsserted(() -> assertThat(launch(admin)).isEqualTo(202));
			CompletableFuture<HttpResponse<Stream<String>>> opened = maraElsewhere
				.getAsync("/live?since=" + System.currentTimeMillis(), HttpResponse.BodyHandlers.ofLines());
			CompletableFuture<String> last = opened.thenApplyAsync((stream) -> stream.body()
				.filter((line) -> line.startsWith("event:"))
				.reduce("", (before, line) -> line));

			admin.post("/users/mara", "/users/mara/disable", Map.of());
			assertThat(maraElsewhere.get("/").headers().firstValue("Location"))
				.hasValueSatisfying((location) -> assertThat(location).endsWith("/login?ended"));
			assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo("event:session-over");
			assertThat(maraElsewhere
				.getAsync("/live?since=" + System.currentTimeMillis(), HttpResponse.BodyHandlers.ofString())
				.get(60, TimeUnit.SECONDS)
				.statusCode()).isEqualTo(401);

			one.kill();
			one.awaitDeath();
			Visitor adminElsewhere = admin.at(other);
			assertThat(adminElsewhere.get("/users").statusCode()).isEqualTo(200);
			await().untilAsserted(
					() -> assertThat(fleet(adminElsewhere).at("/operation/state").asString()).isEqualTo("SUCCEEDED"));

			postgres.close();
			assertThat(adminElsewhere.get("/").body()).as(other::log)
				.contains("<h1>The portal&#39;s own database does not answer</h1>", "Runner fleets");
			assertThat(adminElsewhere.get("/healthz").statusCode()).isEqualTo(503);
			postgres = database(port);
			await().untilAsserted(() -> assertThat(adminElsewhere.get("/healthz").body()).isEqualTo("ok"));
			assertThat(adminElsewhere.get("/users").statusCode()).isEqualTo(200);
			assertThat(other.log()).containsOnlyOnce("The portal's database does not answer")
				.containsOnlyOnce("The portal's database answers again")
				.doesNotContain("\tat ");
		}
		finally {
			postgres.close();
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

	private PortalProcess startReady(StandInAws aws, EmbeddedPostgres postgres) throws Exception {
		PortalProcess portal = PortalProcess.start(this.data, aws.url(),
				"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"--portal.tracking.watched=20ms", "--portal.tracking.unwatched=20ms",
				"--portal.tracking.calls-per-second=1000", "--portal.tracking.recover-after=5s",
				"--db-scheduler.heartbeat-interval=500ms");
		portal.awaitReady();
		return portal;
	}

	private EmbeddedPostgres database(int port) throws IOException {
		return EmbeddedPostgres.builder()
			.setPort(port)
			.setDataDirectory(this.data.resolve("postgres"))
			.setCleanDataDirectory(false)
			.start();
	}

	private static int launch(Visitor admin) throws Exception {
		return admin.tell("/api/v1/fleets", """
				{"name": "blue", "gitlabUrl": "https://gitlab.com/", "runnerToken": "%s", "vpcId": "vpc-1",
				 "subnetIds": ["subnet-1"], "anyway": true}""".formatted("glrt-" + "x".repeat(20))).statusCode();
	}

	private JsonNode fleet(Visitor visitor) throws Exception {
		return this.json.readTree(visitor.ask("/api/v1/fleets").body()).at("/items/0");
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(120)).ignoreExceptions();
	}

}
