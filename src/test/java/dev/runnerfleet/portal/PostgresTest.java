package dev.runnerfleet.portal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole portal over PostgreSQL, with the migrations that H2 gets. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sandbox.speed=40", "portal.tracking.watched=200ms", "portal.tracking.unwatched=200ms" })
@ActiveProfiles("sandbox")
@DirtiesContext
class PostgresTest {

	private static final List<String> SORTS = List.of("age", "name", "status", "activity");

	private final JsonMapper json = new JsonMapper();

	@LocalServerPort
	int port;

	@Test
	void launchesFollowsAndShowsFleets() throws Exception {
		Visitor ada = new Visitor(this.port, "admin", "sandbox");
		JsonNode vpc = healthyVpc(ada);
		String subnet = subnetWithCapacity(ada, vpc);
		for (String name : List.of("blue", "green", "red-1")) {
			assertThat(launch(ada, name, vpc, subnet).get("status").asString()).isNotEmpty();
		}
		JsonNode fleets = await().atMost(Duration.ofSeconds(120))
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
		assertThat(ada.get("/fleets/" + id).body()).contains("Launched in");
		assertThat(ada.get("/fleets/" + id + "/resources").body()).contains("Create complete", "Outputs");
		assertThat(ada.get("/users").body()).contains("operator");
		trail(ada);
	}

	private void trail(Visitor ada) throws Exception {
		JsonNode first = this.json.readTree(ada.ask("/api/v1/audit?action=launch&outcome=ASKED&size=4").body());
		// Each launch twice: that it was asked for, and that what speaks against it was
		// overruled.
		assertThat(first.get("items").valueStream().map((entry) -> entry.get("subject").asString()))
			.containsExactly("red-1", "red-1", "green", "green");
		String period = "&from=2000-01-01&to=2999-12-31";
		String rest = "/api/v1/audit?user=ADMIN&subject=BL&before=" + first.get("next").asString() + period;
		assertThat(this.json.readTree(ada.ask(rest).body()).at("/items/0/subject").asString()).isEqualTo("blue");
		assertThat(ada.get("/audit?user=admin&action=SIGN_IN" + period).body()).contains("127.0.0.1");
		assertThat(ada.get("/audit.csv?subject=%00").statusCode()).isEqualTo(400);
		assertThat(ada.get("/audit.csv?user=%F0%9F%90%98").body().lines()).hasSize(1);
		assertThat(ada.get("/audit.csv").body().lines()).hasSizeGreaterThan(6);
	}

	private JsonNode healthyVpc(Visitor ada) throws Exception {
		return this.json.readTree(ada.ask("/api/v1/network/vpcs").body()).get(0);
	}

	/** The sandbox's first zone has no machines left. */
	private String subnetWithCapacity(Visitor ada, JsonNode vpc) throws Exception {
		return this.json.readTree(ada.ask("/api/v1/network/subnets?vpcId=" + vpc.get("id").asString()).body())
			.valueStream()
			.filter((subnet) -> subnet.get("zone").asString().endsWith("b"))
			.findFirst()
			.orElseThrow()
			.get("id")
			.asString();
	}

	private JsonNode launch(Visitor ada, String name, JsonNode vpc, String subnet) throws Exception {
		return this.json.readTree(ada
			.tell("/api/v1/fleets",
					"""
							{"name": "%s", "gitlabUrl": "https://gitlab.example.com/", "anyway": true, "runnerToken": "%s", "vpcId": "%s",
							 "subnetIds": ["%s"]}"""
						.formatted(name, "glrt-" + "x".repeat(20) + "-sandbox-good", vpc.get("id").asString(), subnet))
			.body());
	}

	@TestConfiguration
	static class Database {

		@Bean
		EmbeddedPostgres postgres() throws IOException {
			return EmbeddedPostgres.start();
		}

		@Bean
		DynamicPropertyRegistrar url(EmbeddedPostgres postgres) {
			return (properties) -> properties.add("spring.datasource.url",
					() -> postgres.getJdbcUrl("postgres", "postgres"));
		}

	}

}
