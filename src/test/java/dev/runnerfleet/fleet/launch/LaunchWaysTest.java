package dev.runnerfleet.fleet.launch;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.GitLabPortal;
import dev.runnerfleet.fleet.StubbornAws;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.StandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** The launch form's ways to a runner token. */
@GitLabPortal
class LaunchWaysTest {

	private static final String REGISTRATION = "GR1348941" + "r".repeat(20);

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	private static final String RUNNER = "glrt-" + "x".repeat(20) + "-sandbox-good";

	@Autowired
	LaunchDesk desk;

	@Autowired
	MockMvcTester mvc;

	@Autowired
	RunnerTokens tokens;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@Autowired
	Fleets fleets;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
	}

	@Test
	void aTradedTokenLaunchesTheFleetInOneStep() {
		launchesWithAWorkingToken(this.desk.trading(REGISTRATION), "glrtr-");
	}

	@Test
	void aCreatedRunnerLaunchesTheFleetInOneStep() {
		launchesWithAWorkingToken(this.desk.creating(ACCESS), "glrt-");
	}

	@Test
	void theFleetKnowsWhichJobsItsRunnerTakes() {
		Map<String, String> created = this.desk.creating(ACCESS);
		created.put("source.tags", "docker, arm ,docker");
		created.put("_source.runUntagged", "on");
		assertThat(jobs(created)).isEqualTo(new Fleet.Jobs("group", "demo", List.of("docker", "arm"), false));
		Map<String, String> traded = this.desk.trading(REGISTRATION);
		traded.put("source.tags", "docker");
		assertThat(jobs(traded)).isEqualTo(new Fleet.Jobs("", "", List.of("docker"), true));
		Map<String, String> pasted = this.desk.form();
		pasted.put("runnerToken", RUNNER);
		assertThat(jobs(pasted)).isEqualTo(Fleet.Jobs.UNKNOWN);
	}

	@Test
	void gitLabIsAskedForTheTags() {
		this.gitlab.on("GET /api/v4/groups/demo", 200, "{\"id\": 1}")
			.on("POST /api/v4/user/runners", 201, "{\"id\": 42, \"token\": \"glrt-" + "t".repeat(20) + "\"}");
		Map<String, String> form = this.desk.creating(ACCESS);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		form.put("source.tags", "docker,arm");
		form.put("_source.runUntagged", "on");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.gitlab.body("POST /api/v4/user/runners")).contains("\"tag_list\":\"docker,arm\"",
				"\"run_untagged\":false");
		form = this.desk.creating(ACCESS);
		form.put("_source.runUntagged", "on");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"source.tags-error\"", "A runner that takes no untagged jobs needs a tag.");
	}

	private Fleet.Jobs jobs(Map<String, String> form) {
		String path = String.valueOf(this.desk.send(form).getResponse().getRedirectedUrl());
		return this.fleets.find(UUID.fromString(path.substring(path.lastIndexOf('/') + 1))).orElseThrow().jobs();
	}

	private void launchesWithAWorkingToken(Map<String, String> form, String prefix) {
		MvcTestResult answer = this.desk.send(form);
		assertThat(answer).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).startsWith(prefix);
		assertThat(this.tokens.check(this.tokens.suggestedUrl(), this.aws.runnerToken()))
			.isInstanceOf(RunnerTokens.Check.Accepted.class);
		assertThat(this.mvc.get().uri(answer.getResponse().getRedirectedUrl())).hasStatusOk()
			.bodyText()
			.contains(form.get("name"), this.tokens.suggestedUrl())
			.doesNotContain(this.aws.runnerToken().reveal(), REGISTRATION, ACCESS);
		assertThat(database()).contains(form.get("name"))
			.doesNotContain(this.aws.runnerToken().reveal(), REGISTRATION, ACCESS);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gone|Registration tokens are switched off here|below.",
					"invalid|No runner was made.|Choose “Create a runner” below.",
					"revoked|GitLab does not accept the token|belongs to this GitLab.",
					"fields|GitLab refused the request|needs to be at least 10 minutes",
					"notfound|No GitLab at this URL|include that path.",
					"limited|GitLab asks to slow down|Try again in 1 minute.",
					"migrating|GitLab is not available|database migrations",
					"broken|GitLab is not available|answered 502. A runner may have been made.",
					"page|This does not answer like a GitLab|a page (200)",
					"redirect|GitLab is somewhere else|https://sign-in.example/",
					"empty|GitLab’s answer is incomplete|A runner may have been made.",
					"tokenless|GitLab’s answer is incomplete|no token", "odd|GitLab gave an unexpected answer|418",
					"huge|This does not answer like a GitLab|more than 256 KB" })
	void whateverGitLabSaysToATradeIsSaidAboveTheForm(String ending, String title, String words) {
		refuses(this.desk.trading("GR1348941sandbox-" + ending), title, words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "revoked|GitLab does not accept the token|scope create_runner",
					"scope|The access token lacks a permission|scope create_runner",
					"granular|The access token lacks a permission|fine-grained",
					"createonly|The path cannot be looked up|Give the group&#39;s ID" })
	void whateverGitLabSaysToACreationIsSaidAboveTheForm(String ending, String title, String words) {
		refuses(this.desk.creating("glpat-sandbox-" + ending), title, words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "no-such-group|No such group|Check the path",
					"99|The token’s owner may not create this runner|role Owner",
					"''|Some fields need another look|Enter the group&#39;s ID or path." })
	void aPlaceThatCannotHaveTheRunnerIsMarked(String place, String title, String words) {
		Map<String, String> form = this.desk.creating(ACCESS);
		form.put("source.target", place);
		refuses(form, title, words);
		assertThat(this.desk.send(form)).bodyText().contains("id=\"source.target-error\"");
	}

	@ParameterizedTest
	@CsvSource({ "gone,source.registrationToken", "page,parameters-GitlabUrl", "redirect,parameters-GitlabUrl" })
	void theFieldIsMarkedThatIsToBlame(String ending, String field) {
		assertThat(this.desk.send(this.desk.trading("GR1348941sandbox-" + ending))).bodyText()
			.contains("id=\"" + field + "-error\"");
	}

	@Test
	void aRunnerWhoseAnswerWasLostIsFoundByTheSameForm() {
		Map<String, String> form = this.desk.creating("glpat-sandbox-lost");
		refuses(form, "A runner may have been made.", "/sandbox/gitlab/groups/demo/-/runners",
				"name=\"source.another\"");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).startsWith("glrt-");
		assertThat(this.tokens.check(this.tokens.suggestedUrl(), this.aws.runnerToken()))
			.isInstanceOf(RunnerTokens.Check.Accepted.class);
	}

	@Test
	void aTradeWhoseAnswerWasLostIsRepeatedOnlyWhenItIsAskedFor() {
		Map<String, String> form = this.desk.trading("GR1348941sandbox-lost");
		refuses(form, "A runner may have been made.");
		form.put("source.registrationToken", REGISTRATION);
		refuses(form, "An earlier try was never answered");
		form.put("source.another", "true");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.FOUND);
	}

	private void refuses(Map<String, String> form, String... words) {
		MvcTestResult answer = this.desk.send(form);
		assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(answer).bodyText()
			.contains(words)
			.contains("value=\"" + form.get("name") + "\"", "value=\"" + form.get("key") + "\"",
					"value=\"" + form.get("source.way") + "\" checked=\"checked\"")
			.doesNotContain(form.getOrDefault("source.registrationToken", ACCESS),
					form.getOrDefault("source.accessToken", REGISTRATION));
		nothingHappened();
	}

	private void nothingHappened() {
		assertThat(this.aws.asked()).isZero();
		assertThat(this.rows.count()).isZero();
		assertThat(this.jdbc.sql("select count(*) from operation").query(Long.class).single()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "HAVE|runnerToken|GR1348941|Choose “Trade a registration token” above",
					"HAVE|runnerToken|glpat-|Choose “Create a runner” above",
					"HAVE|runnerToken|gldt-|This is a deploy token, not a runner token.",
					"TRADE|source.registrationToken|glrt-|Choose “I have a runner token” below.",
					"TRADE|source.registrationToken|glpat-|Choose “Create a runner” below.",
					"TRADE|source.registrationToken|gldt-|Paste a registration token.",
					"CREATE|source.accessToken|GR1348941|Choose “Trade a registration token” below.",
					"CREATE|source.accessToken|glrt-|Choose “I have a runner token” below." })
	void aTokenInTheWrongFieldIsNamedAndSentNowhere(String way, String field, String prefix, String words) {
		Map<String, String> form = this.desk.creating("");
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		form.put("source.way", way);
		form.put(field, prefix + "w".repeat(20));
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(words, "id=\"" + field + "-error\"")
			.doesNotContain("w".repeat(20));
		assertThat(this.gitlab.requests()).isEmpty();
		nothingHappened();
	}

	@ParameterizedTest
	@CsvSource({ "TRADE,source.registrationToken", "CREATE,source.accessToken", "HAVE,runnerToken" })
	void aMissingTokenIsAskedFor(String way, String field) {
		Map<String, String> form = this.desk.creating("");
		form.put("source.way", way);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.model()
			.extractingBindingResult("form")
			.hasOnlyFieldErrors(field);
	}

	@ParameterizedTest
	@CsvSource({ "name,-", "subnetIds,subnet-0", "parameters[CacheExpirationInDays],soon" })
	void aFormThatIsWrongAnywhereMakesNoRunner(String field, String value) {
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		form.put(field, value);
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.doesNotContain(REGISTRATION);
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void aNameThatIsTakenHereMakesNoRunner() {
		Map<String, String> first = this.desk.form();
		first.put("runnerToken", RUNNER);
		this.desk.send(first);
		Map<String, String> second = this.desk.trading(REGISTRATION);
		second.put("name", first.get("name"));
		second.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(second)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The name is taken in");
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void theSameFormSentTwiceMakesOneRunner() {
		this.gitlab.on("POST /api/v4/runners", 201, "{\"id\": 42, \"token\": \"glrtr-" + "n".repeat(20) + "\"}");
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", this.gitlab.url());
		assertThat(this.desk.send(form).getResponse().getRedirectedUrl())
			.isEqualTo(this.desk.send(form).getResponse().getRedirectedUrl())
			.startsWith("/fleets/");
		assertThat(this.gitlab.requests()).containsExactly("POST /api/v4/runners");
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void aUrlWithAPasswordIsNotShownAgain() {
		Map<String, String> form = this.desk.trading(REGISTRATION);
		form.put("parameters[GitlabUrl]", "https://oauth2:shibboleth@git.example");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("without user")
			.doesNotContain("shibboleth");
		form.put("parameters[GitlabUrl]", "https://oauth2:" + ACCESS + "@git.example");
		assertThat(this.desk.send(form)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("This looks like a token")
			.doesNotContain(ACCESS);
	}

	private String database() {
		return String.join("\n", this.jdbc.sql("script").query(String.class).list());
	}

}
