package dev.runnerfleet.fleet.launch;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.GitLabPortal;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.StubbornAws;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/** A launch and what is asked of GitLab for it are taken down, with their ends. */
@GitLabPortal
class LaunchTrailTest {

	private static final String REGISTRATION = "GR1348941" + "r".repeat(20);

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	@Autowired
	LaunchDesk desk;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
		this.jdbc.sql("delete from audit_entry").update();
	}

	@Test
	void aLaunchIsAskedForOnceHoweverOftenItIsSent() {
		Map<String, String> form = this.desk.trading(REGISTRATION);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(lines()).containsExactly("ada LAUNCH FLEET ASKED In eu-central-1",
				"ada TOKEN_EXCHANGED GITLAB ASKED", "ada TOKEN_EXCHANGED GITLAB DONE Runner #N");
	}

	@Test
	void aDeniedLaunchTellsWhyAndItsRunnerStaysForTheNextTry() {
		this.aws.deny();
		Map<String, String> form = this.desk.creating(ACCESS);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(lines()).containsExactly("ada LAUNCH FLEET ASKED In eu-central-1", "ada RUNNER_CREATED GITLAB ASKED",
				"ada RUNNER_CREATED GITLAB DONE Runner #N",
				"ada LAUNCH FLEET REFUSED The permission cloudformation:CreateStack is missing");
	}

	@Test
	void aDeniedLaunchTellsItsCauseOnThePage() {
		this.aws.deny();
		assertThat(this.desk.send(this.desk.creating(ACCESS))).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("<h2>The permission cloudformation:CreateStack is missing.</h2>", "This call is in none of",
					"iam/home#/roles", "AWS’s own words", "is not authorized to perform")
			.doesNotContain("Please correct what is marked.");
	}

	@Test
	void aDeniedLaunchTellsItsCauseToScripts() {
		this.aws.deny();
		Map<String, Object> launch = Requests.launch(this.network, "denied-to-scripts");
		launch.put("anyway", true);
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(launch))).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyJson()
			.hasPathSatisfying("$.cause.id", (id) -> assertThat(id).isEqualTo("denied-to-portal"))
			.hasPathSatisfying("$.cause.title",
					(title) -> assertThat(title).isEqualTo("The permission cloudformation:CreateStack is missing."))
			.hasPathSatisfying("$.cause.explanation",
					(words) -> assertThat(words).asString().contains("This call is in none of"))
			.hasPathSatisfying("$.cause.fix", (fix) -> assertThat(fix).asString().isNotBlank())
			.hasPathSatisfying("$.cause.link.url", (url) -> assertThat(url).asString().startsWith("https://"));
	}

	@Test
	void aLaunchWithoutATokenTellsWhatGitLabSaid() {
		this.gitlab.on("POST /api/v4/runners", 410, "{\"message\":\"410 Gone - runner registration disallowed\"}");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(lines()).containsExactly("ada LAUNCH FLEET ASKED In eu-central-1",
				"ada TOKEN_EXCHANGED GITLAB ASKED",
				"ada TOKEN_EXCHANGED GITLAB REFUSED Registration tokens are switched off here",
				"ada LAUNCH FLEET REFUSED Registration tokens are switched off here");
	}

	@Test
	void aTakenNameIsARefusalAndAnIncompleteFormIsNothing() {
		Map<String, String> form = this.desk.trading(REGISTRATION);
		this.aws.cloudFormation(Place.in(Requests.REGION))
			.createStack((stack) -> stack.stackName(form.get("name"))
				.templateBody("Resources: { Bucket: { Type: AWS::S3::Bucket } }"));
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(lines()).contains("ada LAUNCH FLEET REFUSED The name is taken in eu-central-1");
		int before = lines().size();
		form.put("name", "");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(lines()).hasSize(before);
	}

	/** The entries in order, with what differs between tests and runs put plainly. */
	private List<String> lines() {
		return this.jdbc.sql("select * from audit_entry order by id")
			.query((row, number) -> "%s %s %s %s %s"
				.formatted(row.getString("who"), row.getString("action"), row.getString("subject"),
						row.getString("outcome"), row.getString("detail"))
				.strip()
				.replaceAll("fleet-[0-9a-f-]+", "FLEET")
				.replaceAll("https?://\\S+", "GITLAB")
				.replaceAll("#\\d+", "#N"))
			.list();
	}

}
