package dev.runnerfleet.fleet.preflight.gitlab;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.GitLabPortal;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.StubbornAws;
import dev.runnerfleet.fleet.launch.LaunchDesk;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A runner token is checked where it is typed, before anything is sent to AWS. */
@GitLabPortal
class RunnerTokenCheckTest {

	private static final String WRONG = "glrt-doesnotexist00000000";

	private static final String RIGHT = "glrt-copy-me-sandbox-good";

	@Autowired
	LaunchDesk desk;

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
		this.jdbc.sql("delete from audit_entry").update();
	}

	@Test
	void aTokenThatGitLabAcceptsLaunches() {
		assertThat(this.desk.send(having(RIGHT))).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(RIGHT);
	}

	@Test
	void aTokenThatGitLabDoesNotKnowIsRefusedInTheTokenPagesWords() {
		assertThat(this.desk.send(having(WRONG))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"runnerToken-error\"", "GitLab does not accept the token",
					"This GitLab knows no such runner token", "Launch anyway")
			.doesNotContain(WRONG);
		nothingWasSent();
	}

	@Test
	void itLaunchesAllTheSameForWhoeverKnowsBetter() {
		Map<String, String> form = having(WRONG);
		form.put("anyway", "true");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(WRONG);
		assertThat(overruled()).singleElement().asString().contains("Anyway: GitLab does not accept the token");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "https://gitlab.exmaple.invalid/|gitlab.exmaple.invalid",
			"https://127.0.0.1:4443/|does not connect to this port", "https://10.1.2.3/|a private network" })
	void aGitLabThatIsOutOfReachIsRefusedUnlessThePersonSaysSo(String gitlabUrl, String words) {
		Map<String, String> form = having(RIGHT);
		form.put("parameters[GitlabUrl]", gitlabUrl);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"parameters-GitlabUrl-error\"", words, "VPC reaches this GitLab, go on anyway");
		nothingWasSent();
		form.put("anyway", "true");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void aGroupsAddressIsRefusedWithThatOfItsGitLab() {
		this.gitlab.on("GET /acme/api/v4/runners/router/discovery", 302, "", "Location", "/users/sign_in")
			.on("POST /acme/api/v4/runners/verify", 302, "", "Location", "/users/sign_in")
			.on("GET /api/v4/runners/router/discovery", 501, "");
		Map<String, String> form = having(RIGHT);
		form.put("parameters[GitlabUrl]", this.gitlab.url() + "/acme");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("GitLab answers at " + this.gitlab.url() + ". Enter that address.");
		nothingWasSent();
	}

	@Test
	void anOlderGitLabIsAskedWithoutATrace() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 404, "{\"error\":\"404 Not Found\"}")
			.on("POST /api/v4/runners/verify", 200, "{\"id\": 42, \"token\": \"" + RIGHT + "\"}")
			.on("DELETE /api/v4/runners/managers", 204, "");
		Map<String, String> form = having(RIGHT);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.gitlab.requests()).containsExactly("GET /api/v4/runners/router/discovery",
				"POST /api/v4/runners/verify", "DELETE /api/v4/runners/managers");
	}

	@Test
	void aTokenThatHasEndedIsToldSo() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 403,
				"{\"message\": \"403 Forbidden - token has expired\"}");
		Map<String, String> form = having(RIGHT);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"runnerToken-error\"", "The runner token has expired", "reset the token of this one");
		nothingWasSent();
	}

	@Test
	void aScriptIsToldTheSame() {
		Map<String, Object> launch = Requests.launch(this.network, "scripted");
		launch.put("gitlabUrl", this.desk.form().get("parameters[GitlabUrl]"));
		launch.put("runnerToken", WRONG);
		assertThat(tell(launch)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.hasPathSatisfying("$.errors[*].field", (fields) -> assertThat(fields).isEqualTo(List.of("runnerToken")))
			.hasPathSatisfying("$.detail", (detail) -> assertThat(detail).asString().contains("\"anyway\": true"));
		launch.put("anyway", true);
		assertThat(tell(launch)).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("$.warnings[0]")
			.asString()
			.contains("GitLab does not accept the token");
		assertThat(overruled()).hasSize(1);
	}

	private Map<String, String> having(String token) {
		Map<String, String> form = this.desk.form();
		form.put("runnerToken", token);
		return form;
	}

	private MvcTestResult tell(Map<String, Object> launch) {
		return this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(launch))
			.exchange();
	}

	private void nothingWasSent() {
		assertThat(this.aws.asked()).isZero();
		assertThat(this.rows.count()).isZero();
	}

	private List<String> overruled() {
		return this.jdbc.sql("select detail from audit_entry where action = 'LAUNCH' and detail like 'Anyway%'")
			.query(String.class)
			.list();
	}

}
