package dev.runnerfleet.fleet.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class CheckApiTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	RememberedFindings remembered;

	private Map<String, Object> body;

	@BeforeEach
	void aLaunchThatIsRight() {
		this.rows.clear();
		this.body = Requests.launch(this.network, "check-" + UUID.randomUUID());
	}

	@Test
	void aHealthyLaunchHasNothingButNotes() {
		MvcTestResult answer = send("/check");
		assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.stops").isEqualTo(false);
		assertThat(answer).bodyJson()
			.extractingPath("$.findings[*].severity")
			.asArray()
			.isNotEmpty()
			.allMatch("NOTES"::equals);
		assertThat(answer).bodyText()
			.contains("The portal works in the account sandbox", "as role runner-fleet-portal",
					"GitLab accepts the token")
			.doesNotContain("Not checked");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void whatWouldStopALaunchIsToldWithItsField() {
		move("isolated");
		assertThat(send("/check")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.stops", (stops) -> assertThat(stops).isEqualTo(true))
			.hasPathSatisfying("$.findings[0].severity", (severity) -> assertThat(severity).isEqualTo("STOPS"))
			.hasPathSatisfying("$.findings[0].field", (field) -> assertThat(field).isEqualTo("subnetIds"))
			.hasPathSatisfying("$.findings[0].message",
					(message) -> assertThat(message).asString().contains("no route to the internet"))
			.hasPathSatisfying("$.findings[0].remedy",
					(remedy) -> assertThat(remedy).asString().contains("Choose subnets"));
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void aNameThatIsTakenIsFoundBefore() {
		assertThat(send("")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(send("/check")).bodyJson().extractingPath("$.findings[0].field").isEqualTo("name");
		assertThat(send("")).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void aRegionThatIsNotEnabledIsToldWithHowToEnableIt() {
		this.body.put("region", "ap-east-1");
		assertThat(send("/check")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("ap-east-1 is not enabled for the account", "Enable it");
	}

	@Test
	void whatIsMalformedIsRefused() {
		this.body.put("cacheExpiryDays", 4000);
		assertThat(send("/check")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("cacheExpiryDays");
	}

	@Test
	void whatWentOnAllTheSameIsRememberedWithTheOperation() {
		move("isolated");
		this.body.put("anyway", true);
		assertThat(send("")).hasStatus(HttpStatus.ACCEPTED);
		UUID operation = this.jdbc.sql("select id from operation").query(UUID.class).single();
		assertThat(this.remembered.of(operation)).isNotEmpty().first().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.STOPS);
			assertThat(finding.message()).contains("no route to the internet");
			assertThat(finding.remedy()).contains("Choose subnets");
		});
		assertThat(this.remembered.of(operation)).noneMatch((finding) -> !finding.stops() && !finding.warns());
		UUID fleet = this.jdbc.sql("select id from fleet").query(UUID.class).single();
		assertThat(this.mvc.get().uri("/fleets/" + fleet + "/activity")).bodyText()
			.contains("Found before it began", "no route to the internet", "Choose subnets");
	}

	private void move(String vpcName) {
		String vpc = this.network.vpcs(Place.in(Requests.REGION))
			.stream()
			.filter((each) -> each.name().startsWith(vpcName))
			.findFirst()
			.orElseThrow()
			.id();
		this.body.put("vpcId", vpc);
		this.body.put("subnetIds", List.of(this.network.subnets(Place.in(Requests.REGION), vpc).get(0).id()));
	}

	private MvcTestResult send(String path) {
		return this.mvc.post()
			.uri("/api/v1/fleets" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(this.body))
			.exchange();
	}

}
