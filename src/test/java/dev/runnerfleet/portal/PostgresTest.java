package dev.runnerfleet.portal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole portal over PostgreSQL, with the migrations that H2 gets. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sandbox.speed=40", "portal.tracking.watched=200ms" })
@ActiveProfiles("sandbox")
@DirtiesContext
class PostgresTest {

	private static final List<String> SORTS = List.of("age", "name", "status", "activity");

	private static EmbeddedPostgres postgres;

	private final JsonMapper json = new JsonMapper();

	@LocalServerPort
	int port;

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry properties) throws IOException {
		postgres = EmbeddedPostgres.start();
		properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@Test
	void launchesFollowsAndShowsFleets() throws Exception {
		Visitor ada = new Visitor(this.port, "admin", "sandbox");
		JsonNode vpc = healthyVpc(ada);
		JsonNode subnets = this.json
			.readTree(ada.ask("/api/v1/network/subnets?vpcId=" + vpc.get("id").asString()).body());
		for (String name : List.of("blue", "green", "red-1")) {
			assertThat(launch(ada, name, vpc, subnets).get("status").asString()).isNotEmpty();
		}
		JsonNode fleets = await().atMost(Duration.ofSeconds(60))
			.until(() -> this.json.readTree(ada.ask("/api/v1/fleets").body()).get("items"),
					(items) -> items.valueStream()
						.allMatch((fleet) -> fleet.at("/operation/state").asString().equals("SUCCEEDED")));
		assertThat(fleets.size()).isEqualTo(3);
		assertThat(fleets.get(0).get("outputs").size()).isPositive();
		String id = fleets.get(0).get("id").asString();
		JsonNode events = this.json.readTree(ada.ask("/api/v1/fleets/" + id + "/events?after=3").body());
		assertThat(events.get(0).get("seq").asInt()).isEqualTo(4);
		pages(ada, id);
	}

	private void pages(Visitor ada, String id) throws Exception {
		ada.signIn();
		for (String sort : SORTS) {
			for (String order : List.of(sort, "-" + sort)) {
				String query = "/?q=&status=ready&sort=" + order;
				assertThat(ada.get(query).body()).contains("blue", "green", "red-1");
				assertThat(ada.get(query + "&after=" + id).statusCode()).isEqualTo(200);
				assertThat(ada.get(query + "&before=" + id).statusCode()).isEqualTo(200);
			}
		}
		assertThat(ada.get("/?q=RE&status=ready").body()).contains("green", "red-1").doesNotContain(">blue<");
		assertThat(ada.get("/fleets/" + id).body()).contains("Create complete", "Outputs");
		assertThat(ada.get("/users").body()).contains("operator");
	}

	private JsonNode healthyVpc(Visitor ada) throws Exception {
		return this.json.readTree(ada.ask("/api/v1/network/vpcs").body()).get(0);
	}

	private JsonNode launch(Visitor ada, String name, JsonNode vpc, JsonNode subnets) throws Exception {
		return this.json.readTree(ada.tell("/api/v1/fleets", """
				{"name": "%s", "gitlabUrl": "https://gitlab.com/", "runnerToken": "%s", "vpcId": "%s",
				 "subnetIds": ["%s"]}""".formatted(name, "glrt-" + "x".repeat(20), vpc.get("id").asString(),
				subnets.get(0).get("id").asString()))
			.body());
	}

}
