package dev.runnerfleet.gitlab.page;

import java.io.IOException;
import java.security.Principal;
import java.time.Clock;

import dev.runnerfleet.gitlab.runner.GitLabFixture;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.gitlab.runner.RunnerForms;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.StandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.ACCESS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(controllers = { TokensController.class, RunnerTokensApi.class })
@AutoConfigureMockMvc(addFilters = false)
class TokensPageTest {

	private static final Principal ADA = () -> "ada";

	private static final String NEW_TOKEN = "glrtr-" + "n".repeat(20);

	private static final String ISSUED = "{\"id\": 42, \"token\": \"" + NEW_TOKEN + "\", \"token_expires_at\": null}";

	private static final String GONE = "{\"message\":\"410 Gone - runner registration disallowed\"}";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StandIn gitlab;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void forget() {
		this.gitlab.reset();
		this.jdbc.sql("delete from runner_form").update();
	}

	@ParameterizedTest
	@CsvSource({ "trade,Registration token,Trade it", "create,Access token,Create the runner", "check,Token,Check it",
			"nonsense,Registration token,Trade it" })
	void eachTabIsAPlainForm(String tab, String label, String button) {
		assertThat(this.mvc.get().uri("/tokens?tab={tab}", tab)).hasStatusOk()
			.bodyText()
			.contains("<span>" + label + "</span>", ">" + button + "</button>", "value=\"https://gitlab.com\"");
	}

	@Test
	void theUrlIsKeptBetweenTabs() {
		assertThat(this.mvc.get()
			.uri("/tokens?tab=create&gitlabUrl=https://git.example")
			.header("Sec-Fetch-Site", "same-origin")).bodyText()
			.contains("value=\"https://git.example\"", "href=\"/tokens?tab=check&amp;gitlabUrl=https://git.example\"");
		assertThat(this.mvc.get()
			.uri("/tokens?tab=create&gitlabUrl=https://git.example")
			.header("Referer", "http://localhost:8080/tokens")).bodyText().contains("value=\"https://git.example\"");
	}

	/** Whoever pastes a token then would send it to a stranger. */
	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,none", "Referer,https://evil.example/", "Referer,?",
			"X,x" })
	void aLinkFromElsewhereFillsInNoForm(String header, String value) {
		assertThat(this.mvc.get()
			.uri("/tokens?tab=create&gitlabUrl=https://evil.example&target=evil")
			.header(header, value)).hasStatusOk()
			.bodyText()
			.contains("value=\"https://gitlab.com\"")
			.doesNotContain("evil");
	}

	@Test
	void aNewTokenIsShownOnceAndNotStored() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		MvcTestResult answer = post("trade", REGISTRATION.reveal());
		assertThat(answer).hasStatusOk().hasHeader("Cache-Control", "no-store");
		assertThat(answer).bodyText()
			.contains("data-copy=\"" + NEW_TOKEN + "\"", "#42", "href=\"/fleets/new?made=form-key\"")
			.doesNotContain(REGISTRATION.reveal());
		assertThat(this.mvc.get().uri("/tokens?tab=trade")).bodyText().doesNotContain(NEW_TOKEN);
	}

	@Test
	void aReloadShowsTheSameRunnerAndMakesNone() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		post("trade", REGISTRATION.reveal());
		assertThat(post("trade", REGISTRATION.reveal())).hasStatusOk()
			.bodyText()
			.contains(NEW_TOKEN, "Nothing new was made", "Make another one");
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void aReloadThatComesTooLateMakesNoneEither() {
		this.jdbc.sql(
				"insert into runner_form (requested_by, form_key, requested_at, runner_id) values ('ada', 'form-key', current_timestamp, 42)")
			.update();
		MvcTestResult answer = post("trade", REGISTRATION.reveal());
		assertThat(answer).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("This form was sent before", "runner #42")
			.doesNotContain("value=\"form-key\"", REGISTRATION.reveal());
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void aLostAnswerLeadsToWhereTheRunnerMayBeAndKeepsTheForm() {
		this.gitlab.on("POST /api/v4/runners", 502, "<html>Bad gateway</html>");
		assertThat(post("trade", REGISTRATION.reveal())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("A runner may have been made.", "href=\"" + this.gitlab.url() + "\"", "name=\"another\"",
					"value=\"form-key\"")
			.doesNotContain(REGISTRATION.reveal());
		assertThat(post("trade", REGISTRATION.reveal())).bodyText()
			.contains("An earlier try was never answered", "Nothing was sent now.");
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void aScriptIsToldWhetherThereIsARunner() {
		this.gitlab.on("POST /api/v4/runners", 502, "<html>Bad gateway</html>");
		assertThat(api("exchange", REGISTRATION.reveal())).hasStatus(HttpStatus.BAD_GATEWAY)
			.bodyJson()
			.hasPathSatisfying("idempotencyKey", (key) -> key.assertThat().asString().hasSize(36))
			.isLenientlyEqualTo("{\"code\": \"gitlab-unavailable\", \"made\": \"perhaps\", \"look\": \""
					+ this.gitlab.url() + "\"}");
		this.gitlab.on("POST /api/v4/runners", 201, "{\"id\": 42}");
		assertThat(api("exchange", REGISTRATION.reveal())).bodyJson()
			.isLenientlyEqualTo("{\"code\": \"answer-incomplete\", \"made\": \"yes\"}");
		this.gitlab.on("POST /api/v4/runners", 410, GONE);
		assertThat(api("exchange", REGISTRATION.reveal())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"registration-off\", \"made\": \"no\"}")
			.doesNotHavePath("look");
	}

	@Test
	void everyFormHasAKeyOfItsOwn() throws Exception {
		assertThat(this.mvc.get().uri("/tokens?tab=create")).bodyText()
			.containsPattern("name=\"key\" value=\"[0-9a-f-]{36}\"");
		assertThat(this.mvc.get().uri("/tokens?tab=create").exchange().getResponse().getContentAsString())
			.isNotEqualTo(this.mvc.get().uri("/tokens?tab=create").exchange().getResponse().getContentAsString());
	}

	@Test
	void switchedOffRegistrationLeadsToTheOtherTabWithTheUrl() {
		this.gitlab.on("POST /api/v4/runners", 410, GONE);
		assertThat(post("trade", REGISTRATION.reveal())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Registration tokens are switched off here",
					"role=\"button\" href=\"/tokens?tab=create&amp;gitlabUrl=" + this.gitlab.url() + "\"")
			.doesNotContain(REGISTRATION.reveal());
	}

	@Test
	void aFailedFormKeepsEverythingButTheToken() {
		this.gitlab.on("POST /api/v4/user/runners", 400, "{\"message\":{\"tag_list\":[\"is odd\"]}}");
		MvcTestResult answer = this.mvc.post()
			.uri("/tokens?tab=create")
			.param("gitlabUrl", this.gitlab.url())
			.param("token", ACCESS.reveal())
			.param("scope", "GROUP")
			.param("target", "7")
			.param("tags", "aws, docker")
			.param("_runUntagged", "on")
			.param("maximumTimeout", "3600")
			.principal(ADA)
			.exchange();
		assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("value=\"aws, docker\"", "value=\"3600\"", "value=\"7\"", "id=\"tags-error\"", "Tag list is odd.")
			.doesNotContain(ACCESS.reveal())
			.doesNotContainPattern("name=\"runUntagged\"[^>]*checked=");
	}

	@Test
	void aUrlWithAPasswordIsNotShownAgain() {
		assertThat(this.mvc.post()
			.uri("/tokens?tab=trade")
			.param("gitlabUrl", "https://oauth2:" + ACCESS.reveal() + "@git.example")
			.param("token", REGISTRATION.reveal())
			.principal(ADA)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("The URL has a user name before an @ sign.")
			.doesNotContain(ACCESS.reveal(), REGISTRATION.reveal());
	}

	@Test
	void aCheckSaysWhatATokenIs() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 501,
				"{\"message\":\"Job Router is not available. Please contact your administrator.\"}");
		assertThat(post("check", RUNNER.reveal())).hasStatusOk()
			.bodyText()
			.contains("GitLab accepts this runner token", "The check left no trace in GitLab.")
			.doesNotContain(RUNNER.reveal());
		assertThat(post("check", ACCESS.reveal())).hasStatusOk()
			.bodyText()
			.contains("This is an access token", "href=\"/tokens?tab=create")
			.doesNotContain(ACCESS.reveal());
	}

	@Test
	void aScriptGetsTheTokenToo() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		MvcTestResult answer = api("exchange", REGISTRATION.reveal());
		assertThat(answer).hasStatus(HttpStatus.CREATED).hasHeader("Cache-Control", "no-store");
		assertThat(answer).bodyJson()
			.isLenientlyEqualTo(
					"{\"id\": 42, \"token\": \"" + NEW_TOKEN + "\", \"gitlabUrl\": \"" + this.gitlab.url() + "\"}");
	}

	@Test
	void aScriptThatSendsItsKeyAgainGetsTheSameRunner() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		for (int i = 0; i < 2; i++) {
			assertThat(this.mvc.post()
				.uri("/api/v1/runner-tokens/exchange")
				.contentType(MediaType.APPLICATION_JSON)
				.header("Idempotency-Key", "script-1")
				.principal(ADA)
				.content("{\"gitlabUrl\": \"%s\", \"token\": \"%s\"}".formatted(this.gitlab.url(),
						REGISTRATION.reveal())))
				.hasStatus(HttpStatus.CREATED)
				.bodyText()
				.contains(NEW_TOKEN);
		}
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void aScriptGetsProblemDetails() {
		this.gitlab.on("POST /api/v4/runners", 410, GONE);
		assertThat(api("exchange", REGISTRATION.reveal())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"registration-off\", \"instead\": \"create\", \"status\": 422}");
		this.gitlab.on("POST /api/v4/runners", 502, "<html></html>");
		assertThat(api("exchange", REGISTRATION.reveal())).hasStatus(HttpStatus.BAD_GATEWAY)
			.bodyJson()
			.isLenientlyEqualTo("{\"code\": \"gitlab-unavailable\"}");
		assertThat(this.mvc.post()
			.uri("/api/v1/runner-tokens/create")
			.contentType(MediaType.APPLICATION_JSON)
			.principal(ADA)
			.content("{}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("errors[*].field")
			.asArray()
			.containsExactlyInAnyOrder("gitlabUrl", "token", "target");
		assertThat(this.mvc.post()
			.uri("/api/v1/runner-tokens/exchange")
			.contentType(MediaType.APPLICATION_JSON)
			.principal(ADA)
			.content("{\"scope\": \"group\", \"target\": \"demo\"}")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.isLenientlyEqualTo("""
					{"code": "invalid-fields", "errors": [{"field": "scope"}, {"field": "target"}],
					 "instance": "/api/v1/runner-tokens/exchange"}""");
	}

	@Test
	void aScriptChecksTokens() {
		assertThat(api("check", REGISTRATION.reveal())).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"kind\": \"registration\", \"accepted\": false}");
		this.gitlab.on("GET /api/v4/runners/router/discovery", 501,
				"{\"message\":\"Job Router is not available. Please contact your administrator.\"}");
		assertThat(api("check", RUNNER.reveal())).bodyJson()
			.isLenientlyEqualTo("{\"kind\": \"runner\", \"accepted\": true, \"leftTrace\": false}");
	}

	private MvcTestResult post(String tab, String token) {
		return this.mvc.post()
			.uri("/tokens?tab={tab}", tab)
			.param("gitlabUrl", this.gitlab.url())
			.param("token", token)
			.param("runUntagged", "true")
			.param("key", "form-key")
			.principal(ADA)
			.exchange();
	}

	private MvcTestResult api(String operation, String token) {
		return this.mvc.post()
			.uri("/api/v1/runner-tokens/{operation}", operation)
			.contentType(MediaType.APPLICATION_JSON)
			.principal(ADA)
			.content("{\"gitlabUrl\": \"" + this.gitlab.url() + "\", \"token\": \"" + token + "\"}")
			.exchange();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Edges {

		@Bean
		StandIn gitlab() throws IOException {
			return new StandIn();
		}

		@Bean
		RunnerTokens runnerTokens() {
			return GitLabFixture.tokens();
		}

		@Bean
		JdbcClient jdbc() {
			return LocalGitLab.database();
		}

		@Bean
		RunnerForms runnerForms(RunnerTokens tokens, JdbcClient jdbc) {
			return LocalGitLab.forms(tokens, jdbc, Clock.systemUTC());
		}

	}

}
