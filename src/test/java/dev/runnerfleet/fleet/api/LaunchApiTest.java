package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.gitlab.runner.IssuedRunner;
import dev.runnerfleet.gitlab.runner.KeptRunners;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

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
class LaunchApiTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	KeptRunners kept;

	@Autowired
	JdbcClient jdbc;

	private Map<String, Object> body;

	@BeforeEach
	void aLaunchThatIsRight() {
		this.rows.clear();
		this.body = Requests.launch(this.network, "api-" + System.identityHashCode(this));
	}

	@Test
	void aLaunchIsAcceptedAndSaysWhereToFollowIt() {
		MvcTestResult answer = send();
		String id = this.jdbc.sql("select cast(id as varchar) from stack").query(String.class).single();
		assertThat(answer).hasStatus(HttpStatus.ACCEPTED)
			.hasHeader("Location", "/api/v1/fleets/" + id)
			.bodyJson()
			.hasPathSatisfying("$.id", (value) -> assertThat(value).isEqualTo(id))
			.hasPathSatisfying("$.name", (value) -> assertThat(value).isEqualTo(this.body.get("name")))
			.hasPathSatisfying("$.blueprint", (value) -> assertThat(value).isEqualTo("docker-autoscaler"))
			.hasPathSatisfying("$.createdBy", (value) -> assertThat(value).isEqualTo("ada"))
			.hasPathSatisfying("$.operation.kind", (value) -> assertThat(value).isEqualTo("LAUNCH"))
			.doesNotHavePath("$.operation.failure");
		assertThat(answer).bodyText().doesNotContain(Requests.TOKEN);
	}

	@Test
	void whatIsKnownOfTheRunnerIsTold() {
		this.body.put("runner", Map.of("scope", "project", "target", "acme/shop", "tags", List.of("docker", "arm"),
				"runUntagged", false));
		assertThat(send()).hasStatus(HttpStatus.ACCEPTED).bodyJson().extractingPath("$.runner").isEqualTo(runner());
	}

	@ParameterizedTest
	@CsvSource({ "'docker,arm', 'docker,arm'", "'', made" })
	void whatIsKnownOfARunnerThatThePortalMadeComesBesideIt(String told, String tags) {
		RunnerWish.Options options = RunnerWish.Options.named("blue").taking(List.of("made"), false);
		String token = "glrt-" + "m".repeat(20);
		this.body.put("runnerToken", token);
		this.kept.keep("ada", "shown",
				new IssuedRunner(42, Secret.of(token), null, false, URI.create("https://gitlab.example.com"), null,
						new RunnerWish.Asked(new RunnerTarget(RunnerTarget.Scope.GROUP, "acme"), options)));
		this.body.put("runner", told.isEmpty() ? Map.of() : Map.of("tags", List.of(told.split(","))));
		MvcTestResult answer = send();
		assertThat(answer).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.hasPathSatisfying("$.runner.tags", (value) -> assertThat(value).isEqualTo(List.of(tags.split(","))))
			.hasPathSatisfying("$.runner.target", (value) -> assertThat(value).isEqualTo("acme"))
			.hasPathSatisfying("$.runner.runUntagged", (value) -> assertThat(value).isEqualTo(false));
	}

	@Test
	void nothingIsToldOfARunnerThatNobodyKnows() {
		assertThat(send()).hasStatus(HttpStatus.ACCEPTED).bodyJson().extractingPath("$.runner").isNull();
	}

	private static Map<String, Object> runner() {
		Map<String, Object> runner = new HashMap<>();
		runner.put("id", null);
		runner.put("link", null);
		runner.put("scope", "project");
		runner.put("target", "acme/shop");
		runner.put("tags", List.of("docker", "arm"));
		runner.put("runUntagged", false);
		runner.put("tokenExpires", null);
		return runner;
	}

	@Test
	void whatIsLeftOutTakesItsDefault() {
		this.body.keySet().removeAll(List.of("region", "blueprint", "keyPair", "cacheExpiryDays", "parameters"));
		assertThat(send()).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("{\"region\": \"eu-central-1\", \"blueprint\": \"docker-autoscaler\"}");
		assertThat(stored()).contains("\"CacheExpirationInDays\":\"30\"", "\"ManagerKeyPair\":\"\"");
	}

	@Test
	void everyFieldReachesItsParameter() {
		send();
		assertThat(stored()).contains("\"GitlabUrl\":\"https://gitlab.example.com/\"",
				"\"ManagerKeyPair\":\"fleet-admin\"", "\"CacheExpirationInDays\":\"7\"",
				"\"MaxConcurrentBuilds\":\"3\"", "\"SubnetIds\":\"" + Requests.subnet(this.network) + "\"");
	}

	@Test
	void theAddressOfAPageWithinGitLabIsTidied() {
		this.body.put("gitlabUrl", "https://GitLab.example.com/groups/acme/-/runners");
		assertThat(send()).hasStatus(HttpStatus.ACCEPTED);
		assertThat(stored()).contains("\"GitlabUrl\":\"https://gitlab.example.com/\"");
	}

	@Test
	void aParameterMayTakeTheFieldsPlace() {
		Object vpc = this.body.remove("vpcId");
		this.body.remove("subnetIds");
		this.body.put("parameters", Map.of("VpcId", vpc, "SubnetIds", Requests.subnet(this.network)));
		assertThat(send()).hasStatus(HttpStatus.ACCEPTED);
	}

	@Test
	void whatALaunchWouldCostIsTold() {
		assertThat(cost("""
				{"region": "us-east-1", "parameters": {"IdleCount": "0", "WorkerInstanceType": "m5.large"}}"""))
			.hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"pricesOf": "2026-01-19", "idleMonth": {"from": 8.646, "to": 8.646}, "jobHour": {"to": 0.104288},
					 "worstMonth": {"from": 769.946}, "obstacles": []}""");
		assertThat(cost("{\"region\": \"mars-north-1\"}")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"""
							{"idleMonth": null, "obstacles": ["The price list of 19 January 2026 has no prices for mars-north-1."]}""");
		assertThat(cost("{\"blueprint\": \"none\"}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private MvcTestResult cost(String body) {
		return this.mvc.post()
			.uri("/api/v1/fleets/cost")
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	@Test
	void theSameKeyLaunchesOnce() {
		MvcTestResult first = send("key-1");
		MvcTestResult second = send("key-1");
		assertThat(second).hasStatus(HttpStatus.ACCEPTED);
		assertThat(second.getResponse().getHeader("Location")).isEqualTo(first.getResponse().getHeader("Location"));
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void aNameThatIsTakenIsAConflict() {
		send();
		assertThat(send()).hasStatus(HttpStatus.CONFLICT)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo("{\"title\": \"The name is taken\", \"status\": 409}");
		assertThat(this.rows.count()).isOne();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "name,-", "region,nowhere-1", "blueprint,none", "gitlabUrl,ftp://x",
			"runnerToken,short", "keyPair,missing", "vpcId,vpc-0", "cacheExpiryDays,3651" })
	void eachFieldIsNamedAsItWasSent(String field, String value) {
		this.body.put(field, value.matches("\\d+") ? Integer.valueOf(value) : value);
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.hasPathSatisfying("$.errors[0].field", (named) -> assertThat(named).isEqualTo(field))
			.hasPathSatisfying("$.errors[0].message", (message) -> assertThat(message).asString().isNotBlank())
			.hasPathSatisfying("$.errors.length()", (count) -> assertThat(count).isEqualTo(1));
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void everythingThatIsWrongIsSaidAtOnce() {
		this.body = Map.of("parameters", Map.of("IdleCount", "many", "Nonsense", "1"));
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactlyInAnyOrder("name", "gitlabUrl", "runnerToken", "vpcId", "subnetIds", "parameters.IdleCount",
					"parameters.Nonsense");
	}

	@Test
	void aTokenAmongTheParametersIsRefused() {
		this.body.put("parameters", Map.of("RunnerToken", Requests.TOKEN));
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("parameters.RunnerToken", "as runnerToken")
			.doesNotContain(Requests.TOKEN);
	}

	@Test
	void aValueThatIsSentTwiceIsRefused() {
		this.body.put("parameters", Map.of("VpcId", "vpc-1"));
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("{\"errors\": [{\"field\": \"vpcId\"}]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "[]", "\"text\"", "null", "{} {}", "{\"name\": }",
			"{\"name\": \"a\", \"name\": \"b\"}", "{\"nmae\": \"blue\"}", "{\"subnetIds\": \"subnet-1\"}",
			"{\"parameters\": []}", "{\"cacheExpiryDays\": \"soon\"}", "{\"cacheExpiryDays\": 1e400}",
			"{\"parameters\": {\"IdleCount\": {}}}", "{\"onFailure\": \"PANIC\"}", "{\"terminationProtection\": {}}",
			"{\"cacheExpiryDays\": 1.9}", "{\"cacheExpiryDays\": true}", "{\"terminationProtection\": 5}",
			"{\"runnerToken\": {}}" })
	void jsonThatCannotBeReadIsTheSendersMistake(String json) {
		assertThat(send(json, "")).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyText()
			.contains("\"detail\"")
			.doesNotContain("Exception", "jackson", "dev.runnerfleet", "LaunchRequest");
	}

	@Test
	void aTypoIsNotIgnored() {
		this.body.put("cacheExpiryDay", 3);
		assertThat(send()).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("cacheExpiryDay");
	}

	@Test
	void aTokenInThePlaceOfAFieldIsNotRepeated() {
		this.body.put(Requests.TOKEN, "runnerToken");
		assertThat(send()).hasStatus(HttpStatus.BAD_REQUEST).bodyText().doesNotContain(Requests.TOKEN);
	}

	@Test
	void aWrongTypeIsNamedWithItsPlace() {
		this.body.put("subnetIds", List.of(Map.of()));
		assertThat(send()).hasStatus(HttpStatus.BAD_REQUEST).bodyJson().isLenientlyEqualTo("""
				{"errors": [{"field": "subnetIds[0]", "message": "Send a text in quotes."}]}""");
	}

	@Test
	void anotherFormatAndTooMuchOfItAreRefused() {
		assertThat(this.mvc.post().uri("/api/v1/fleets").contentType(MediaType.TEXT_PLAIN).content("{}"))
			.hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		this.body.put("name", "x".repeat(1_100_000));
		assertThat(send()).hasStatus(HttpStatus.CONTENT_TOO_LARGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "runnerToken", "cacheExpiryDays", "subnetIds", "onFailure", "parameters", "nonsense" })
	void noTokenIsLoggedHoweverMuchIsLogged(String field) {
		this.body.put(field, Requests.TOKEN);
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		Level before = root.getLevel();
		Appender<ILoggingEvent> console = root.getAppender("console");
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		try {
			root.setLevel(Level.TRACE);
			root.detachAppender(console);
			send();
		}
		finally {
			root.setLevel(before);
			root.detachAppender(log);
			root.addAppender(console);
		}
		List<ILoggingEvent> events = List.copyOf(log.list);
		assertThat(events).hasSizeGreaterThan(10);
		assertThat(events).noneMatch((event) -> event.getFormattedMessage().contains(Requests.TOKEN));
	}

	private MvcTestResult send() {
		return send("");
	}

	private MvcTestResult send(String key) {
		return send(Requests.json(this.body), key);
	}

	private MvcTestResult send(String json, String key) {
		return this.mvc.post()
			.uri("/api/v1/fleets")
			.header("Idempotency-Key", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(json)
			.exchange();
	}

	private String stored() {
		return this.jdbc.sql("select parameters from fleet").query(String.class).single();
	}

}
