package dev.runnerfleet.fleet.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.GitLabPortal;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.StubbornAws;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.StandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * A new runner whose launch comes to nothing is kept for the next try of the same form.
 */
@GitLabPortal
class KeptRunnerTest {

	private static final String REGISTRATION = "GR1348941" + "r".repeat(20);

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	private static final String NEW_TOKEN = "glrt-" + "n".repeat(20);

	private static final String ISSUED = "{\"id\": 42, \"token\": \"" + NEW_TOKEN + "\"}";

	@Autowired
	LaunchDesk desk;

	@Autowired
	RunnerTokens tokens;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
		this.jdbc.sql("delete from runner_form").update();
	}

	@Test
	void itIsKeptWhereAwsDeniesTheLaunchAndLaunchedWithWithoutAnotherToken() {
		this.aws.deny();
		Map<String, String> form = this.desk.trading(REGISTRATION);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("The permission cloudformation:CreateStack is missing", "was made for this launch and is kept",
					"so there is nothing to paste")
			.doesNotContain(REGISTRATION, this.aws.runnerToken().reveal(), "name=\"source.way\"");
		assertThat(this.rows.count()).isZero();
		String token = this.aws.runnerToken().reveal();
		this.aws.reset();
		assertThat(this.desk.send(withoutToken(form))).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(token);
		assertThat(runnerLink()).isEqualTo(this.tokens.suggestedUrl());
	}

	@Test
	void itIsKeptWhereTheNameIsTakenInTheAccount() {
		Map<String, String> form = this.desk.creating(ACCESS);
		this.aws.cloudFormation(Place.in(Requests.REGION))
			.createStack((stack) -> stack.stackName(form.get("name"))
				.templateBody("Resources: { Bucket: { Type: AWS::S3::Bucket } }"));
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The name is taken in", "id=\"name-error\"")
			.doesNotContain("was made for this launch");
		form.put("anyway", "true");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The name is taken in", "id=\"name-error\"", "was made for this launch and is kept")
			.doesNotContain(ACCESS, this.aws.runnerToken().reveal());
		String token = this.aws.runnerToken().reveal();
		Map<String, String> renamed = withoutToken(form);
		renamed.remove("anyway");
		renamed.put("name", "another-" + form.get("name").substring(0, 20));
		assertThat(this.desk.send(renamed)).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(token);
	}

	@Test
	void oneRunnerHasOneFleet() {
		this.aws.deny();
		Map<String, String> form = this.desk.trading(REGISTRATION);
		this.desk.send(form);
		this.aws.reset();
		Map<String, String> again = withoutToken(form);
		String fleet = this.desk.send(again).getResponse().getRedirectedUrl();
		assertThat(this.desk.send(again).getResponse().getRedirectedUrl()).isEqualTo(fleet);
		again.put("name", "second-" + form.get("name").substring(0, 20));
		assertThat(this.desk.send(again)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The runner has a fleet already");
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void whoeverGoesOnToAnotherGitLabNeedsAnotherToken() {
		this.aws.deny();
		Map<String, String> form = this.desk.trading(REGISTRATION);
		this.desk.send(form);
		Map<String, String> elsewhere = withoutToken(form);
		elsewhere.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(elsewhere)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("name=\"source.way\"", "id=\"runnerToken-error\"");
	}

	@Test
	void aRunnerOfTheTokenPageIsTheFleetsOwn() {
		this.gitlab.on("GET /api/v4/groups/demo", 200, "{\"id\": 1}")
			.on("POST /api/v4/user/runners", 201, ISSUED)
			.on("GET /api/v4/runners/router/discovery", 501, "");
		assertThat(this.mvc.post()
			.uri("/tokens?tab=create")
			.with(csrf())
			.param("key", "from-the-page")
			.param("gitlabUrl", this.gitlab.url())
			.param("token", ACCESS)
			.param("scope", "GROUP")
			.param("target", "demo")
			.param("tags", "arm")
			.param("runUntagged", "true")).hasStatusOk().bodyText().contains("href=\"/fleets/new?made=from-the-page\"");
		assertThat(this.mvc.get().uri("/fleets/new?made=from-the-page")).hasStatusOk()
			.bodyText()
			.contains("runner #42", "value=\"from-the-page\"", "value=\"" + this.gitlab.url() + "\"")
			.doesNotContain(NEW_TOKEN, "name=\"source.way\"");
		Map<String, String> form = this.desk.form();
		form.put("key", "from-the-page");
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(NEW_TOKEN);
		assertThat(runnerLink()).isEqualTo(this.gitlab.url() + "/groups/demo/-/runners/42");
		assertThat(this.jdbc.sql("select runner_scope, runner_target, runner_tags, run_untagged from fleet")
			.query()
			.singleRow()
			.values()).containsExactly("group", "demo", "arm", true);
	}

	@Test
	void aRunnerThatIsNoLongerKeptIsAskedFor() {
		assertThat(this.mvc.get().uri("/fleets/new?made=forgotten")).hasStatusOk()
			.bodyText()
			.contains("no longer has the new runner", "name=\"source.way\"");
	}

	@Test
	void itStaysWhereNobodyKnowsWhetherAwsHasTheLaunch() {
		this.aws.fallSilent();
		assertThat(this.desk.send(this.desk.trading(REGISTRATION))).hasStatus(HttpStatus.FOUND);
		assertThat(known()).isTrue();
	}

	@Test
	void itIsKeptWhereGitLabLivesAtAnotherAddressThanTyped() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED).on("GET /api/v4/runners/router/discovery", 501, "");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url() + "/some/group");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("This GitLab lives at another address", "Enter " + this.gitlab.url() + ".",
					"id=\"parameters-GitlabUrl-error\"", "Runner #42 was made for this launch and is kept")
			.doesNotContain(REGISTRATION, NEW_TOKEN);
		assertThat(this.aws.asked()).isZero();
		assertThat(this.rows.count()).isZero();
		Map<String, String> corrected = withoutToken(form);
		corrected.put("parameters[GitlabUrl]", this.gitlab.url() + "/");
		assertThat(this.desk.send(corrected)).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(NEW_TOKEN);
		assertThat(this.gitlab.requests()).containsOnlyOnce("POST /api/v4/runners");
	}

	@Test
	void itIsKeptWhereTheDatabaseFailsRightAfterItWasMade() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED).on("GET /api/v4/runners/router/discovery", 501, "");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		whileNoRunnerCanBeStored(() -> this.desk.send(form));
		assertThat(this.aws.asked()).isZero();
		assertThat(this.rows.count()).isZero();
		assertThat(this.desk.send(withoutToken(form))).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(NEW_TOKEN);
		assertThat(this.gitlab.requests()).containsOnlyOnce("POST /api/v4/runners");
	}

	@Test
	void itIsKeptForTheNextTryWhereTheDatabaseFailsBeforeAnotherTryIsRecorded() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED).on("GET /api/v4/runners/router/discovery", 501, "");
		UUID failed = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(failed, "FAILED", 0, "Manager", "Failed to receive 1 resource signal(s)");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		form.put("anyway", "true");
		whileNoRunnerCanBeStored(() -> this.desk.send(form, "/fleets/" + failed + "/retry"));
		assertThat(runners()).isZero();
		assertThat(this.desk.send(withoutToken(form), "/fleets/" + failed + "/retry")).hasStatus(HttpStatus.FOUND);
		assertThat(runners()).isOne();
		assertThat(this.gitlab.requests()).containsOnlyOnce("POST /api/v4/runners");
	}

	private void whileNoRunnerCanBeStored(Supplier<MvcTestResult> request) {
		this.jdbc.sql("alter table fleet add constraint no_runner check (runner_id is null)").update();
		try {
			MvcTestResult answer = request.get();
			assertThat((answer.getUnresolvedException() != null) ? 500 : answer.getResponse().getStatus())
				.isGreaterThanOrEqualTo(500);
		}
		finally {
			this.jdbc.sql("alter table fleet drop constraint no_runner").update();
		}
	}

	private long runners() {
		return this.jdbc.sql("select count(*) from fleet where runner_id is not null").query(Long.class).single();
	}

	private static Map<String, String> withoutToken(Map<String, String> form) {
		Map<String, String> again = new LinkedHashMap<>(form);
		again.keySet().removeIf((name) -> name.startsWith("source."));
		return again;
	}

	private String runnerLink() {
		return this.jdbc.sql("select runner_link from fleet where runner_id is not null").query(String.class).single();
	}

	/** Whether the sandbox's GitLab has a runner with the token that AWS was given. */
	private boolean known() {
		return this.tokens.check(this.tokens.suggestedUrl(),
				this.aws.runnerToken()) instanceof RunnerTokens.Check.Accepted;
	}

}
