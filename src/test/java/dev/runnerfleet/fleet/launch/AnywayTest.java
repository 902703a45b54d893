package dev.runnerfleet.fleet.launch;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Looks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * What looks wrong stops a launch or a change until a person says that they know better.
 */
@SandboxPortal
@Import(Looks.class)
@WithMockUser(username = "ada", roles = "OPERATOR")
class AnywayTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	Looks looks;

	@Autowired
	JdbcClient jdbc;

	private String vpc;

	private String subnet;

	@BeforeEach
	void aVpcWithoutAWayOut() {
		this.rows.clear();
		this.jdbc.sql("delete from audit_entry").update();
		this.vpc = this.network.vpcs(Place.in(Requests.REGION))
			.stream()
			.filter((each) -> each.name().startsWith("isolated"))
			.findFirst()
			.orElseThrow()
			.id();
		this.subnet = this.network.subnets(Place.in(Requests.REGION), this.vpc).get(0).id();
	}

	@Test
	void aScriptIsToldHowToGoOnAllTheSame() {
		Map<String, Object> launch = isolated();
		assertThat(send(launch)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.hasPathSatisfying("$.detail", (detail) -> assertThat(detail).asString().contains("\"anyway\": true"))
			.hasPathSatisfying("$.errors[0].field", (field) -> assertThat(field).isEqualTo("subnetIds"))
			.hasPathSatisfying("$.errors[0].message",
					(message) -> assertThat(message).asString().contains(this.subnet, "no route to the internet"));
		assertThat(this.rows.count()).isZero();
		assertThat(audited()).isEmpty();
		launch.put("anyway", true);
		assertThat(send(launch)).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("$.warnings[0]")
			.asString()
			.contains("no route to the internet");
		assertThat(this.rows.count()).isOne();
		assertThat(audited()).singleElement().asString().startsWith("Anyway: ").contains(this.subnet);
	}

	@Test
	void whatIsMalformedIsRefusedAnyway() {
		Map<String, Object> launch = isolated();
		launch.put("anyway", true);
		launch.put("cacheExpiryDays", 4000);
		assertThat(send(launch)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("cacheExpiryDays");
	}

	@Test
	void theFormOffersToGoOnOnlyWhereSomethingLooksWrong() {
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText().doesNotContain("name=\"anyway\"");
		assertThat(form(false)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("name=\"anyway\"", "Launch anyway", "no route to the internet", "This looks wrong.",
					"href=\"#anyway\"")
			.doesNotContain("Please correct what is marked.");
		assertThat(this.rows.count()).isZero();
		assertThat(form(true)).hasStatus(HttpStatus.FOUND)
			.flash()
			.extracting("warning")
			.asString()
			.contains("no route to the internet");
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void aChangeIsStoppedTheSameWay() {
		MvcTestResult launched = send(Requests.launch(this.network, "anyway-" + UUID.randomUUID()));
		String fleet = launched.getResponse().getHeader("Location").replace("http://localhost", "");
		this.looks.untilSettled();
		Map<String, Object> move = Map.of("vpcId", this.vpc, "subnetIds", List.of(this.subnet));
		assertThat(patch(fleet, move)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("no route to the internet", "anyway");
		Map<String, Object> anyway = Map.of("vpcId", this.vpc, "subnetIds", List.of(this.subnet), "anyway", true);
		assertThat(patch(fleet, anyway)).hasStatus(HttpStatus.ACCEPTED)
			.bodyText()
			.contains("\"warnings\"", "no route to the internet");
		assertThat(
				this.jdbc.sql("select detail from audit_entry where action = 'PREVIEW'").query(String.class).single())
			.contains("Anyway: ", this.subnet);
	}

	private Map<String, Object> isolated() {
		Map<String, Object> launch = Requests.launch(this.network, "anyway-" + UUID.randomUUID());
		launch.put("vpcId", this.vpc);
		launch.put("subnetIds", List.of(this.subnet));
		return launch;
	}

	private List<String> audited() {
		return this.jdbc.sql("select detail from audit_entry where detail like 'Anyway%'").query(String.class).list();
	}

	private MvcTestResult send(Map<String, Object> launch) {
		return this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(launch))
			.exchange();
	}

	private MvcTestResult patch(String fleet, Map<String, Object> change) {
		return this.mvc.patch()
			.uri(fleet)
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(change))
			.exchange();
	}

	private MvcTestResult form(boolean anyway) {
		var request = this.mvc.post()
			.uri("/fleets/new")
			.with(csrf())
			.accept(MediaType.TEXT_HTML)
			.param("name", "anyway-form")
			.param("region", Requests.REGION)
			.param("blueprint", "docker-autoscaler")
			.param("runnerToken", Requests.TOKEN)
			.param("subnetIds", this.subnet)
			.param("parameters[VpcId]", this.vpc)
			.param("parameters[GitlabUrl]", "https://gitlab.example.com/");
		return (anyway ? request.param("anyway", "true") : request).exchange();
	}

}
