package dev.runnerfleet.fleet.form;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.GitLabPortal;
import dev.runnerfleet.fleet.StubbornAws;
import dev.runnerfleet.fleet.launch.LaunchDesk;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** A token that GitLab accepts is pasted once, and rests nowhere that alone opens it. */
@GitLabPortal
class TypedTokensTest {

	private static final String TOKEN = "glrt-" + "k".repeat(20) + "-sandbox-good";

	private static final String KEPT = "is kept for this launch";

	@Autowired
	LaunchDesk desk;

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StandIn gitlab;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	TypedTokens tokens;

	private Map<String, String> form;

	@BeforeEach
	void begin() {
		this.gitlab.reset();
		this.aws.reset();
		this.rows.clear();
		this.jdbc.sql("delete from kept_secret").update();
		this.form = this.desk.form();
	}

	@Test
	void itIsKeptOverAnErrorAndLaunchedWith() {
		String name = this.form.put("name", "1 wrong");
		MvcTestResult refused = send(TOKEN, null);
		assertThat(refused).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(KEPT)
			.doesNotContain(TOKEN, "name=\"runnerToken\"");
		this.form.put("name", name);
		assertThat(send("", key(refused))).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(TOKEN);
	}

	@Test
	void itIsCheckedAndKeptWhenItsFieldIsLeft() {
		MvcTestResult answer = left(TOKEN);
		assertThat(answer).hasStatusOk().bodyText().contains("GitLab accepts this token", KEPT).doesNotContain(TOKEN);
		assertThat(answer.getResponse().getHeader("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
		assertThat(send("", key(answer))).hasStatus(HttpStatus.FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "glrt-doesnotexist00000000", "GR1348941" + "aaaaaaaaaaaaaaaaaaaa", "no token" })
	void oneThatGitLabRefusesIsNotKept(String token) {
		assertThat(left(token)).hasStatusOk()
			.doesNotContainHeader("Set-Cookie")
			.bodyText()
			.contains("class=\"field-error\"")
			.doesNotContain(KEPT, token);
		assertThat(kept()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "check", "launch" })
	void oneThatGitLabRefusesIsKeptForWhoeverGoesOnAnyway(String button) {
		String token = "glrt-doesnotexist00000000";
		this.form.put(button, "true");
		MvcTestResult told = send(token, null);
		assertThat(told).bodyText().contains(KEPT, "does not accept").doesNotContain(token, "name=\"runnerToken\"");
		this.form.remove(button);
		this.form.put("anyway", "true");
		assertThat(send("", key(told))).hasStatus(HttpStatus.FOUND);
		assertThat(this.aws.runnerToken().reveal()).isEqualTo(token);
	}

	@Test
	void whatIsNoRunnerTokenIsNotKept() {
		this.form.put("check", "true");
		assertThat(send("GR1348941" + "aaaaaaaaaaaaaaaaaaaa", null)).bodyText()
			.contains("This is a registration token")
			.doesNotContain(KEPT);
		assertThat(kept()).isZero();
	}

	@Test
	void theDatabaseAloneDoesNotOpenIt() {
		MvcTestResult answer = left(TOKEN);
		assertThat(this.jdbc.sql("select sealed from kept_secret").query(String.class).single()).doesNotContain(TOKEN,
				key(answer).getValue());
		assertThat(send("", null)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"runnerToken-error\"")
			.doesNotContain(KEPT);
		Cookie other = new Cookie(key(answer).getName(), "A".repeat(43));
		assertThat(send("", other)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@ParameterizedTest
	@CsvSource({ "key,another-form", "parameters[GitlabUrl],https://gitlab.example.com/" })
	void itServesNoOtherFormAndNoOtherGitLab(String field, String value) {
		MvcTestResult answer = left(TOKEN);
		this.form.put(field, value);
		assertThat(send("", key(answer))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"runnerToken-error\"");
	}

	@Test
	void itServesNobodyElse() {
		MvcTestResult answer = left(TOKEN);
		var request = this.mvc.post()
			.uri("/fleets/new")
			.with(csrf())
			.with(user("mallory").roles("OPERATOR"))
			.accept(MediaType.TEXT_HTML)
			.cookie(key(answer));
		this.form.forEach(request::param);
		assertThat(request.exchange()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("id=\"runnerToken-error\"");
	}

	@Test
	void nothingOfItOutlivesASignOut() {
		Cookie key = key(left(TOKEN));
		assertThat(this.mvc.post()
			.uri("/logout")
			.with(csrf())
			.cookie(key)
			.exchange()
			.getResponse()
			.getHeaders("Set-Cookie"))
			.anySatisfy((header) -> assertThat(header).startsWith(key.getName() + "=;").contains("Max-Age=0"));
		assertThat(kept()).isZero();
	}

	@Test
	void whoeverWantsAnotherOneGetsTheFieldBack() {
		MvcTestResult answer = left(TOKEN);
		this.form.put("reload", "token");
		assertThat(send("", key(answer))).hasStatusOk()
			.bodyText()
			.contains("name=\"runnerToken\"")
			.doesNotContain(KEPT);
		assertThat(kept()).isZero();
	}

	@Test
	void itGoesOnceTheLaunchHasSucceeded() {
		assertThat(send(TOKEN, null)).hasStatus(HttpStatus.FOUND);
		assertThat(kept()).isOne();
		UUID fleet = this.jdbc.sql("select id from fleet").query(UUID.class).single();
		this.tokens.ended(ended(fleet, Operation.Kind.LAUNCH, Operation.State.FAILED));
		this.tokens.ended(ended(UUID.randomUUID(), Operation.Kind.LAUNCH, Operation.State.SUCCEEDED));
		this.tokens.ended(ended(fleet, Operation.Kind.UPDATE, Operation.State.FAILED));
		assertThat(kept()).isOne();
		this.tokens.ended(ended(fleet, Operation.Kind.LAUNCH, Operation.State.SUCCEEDED));
		assertThat(kept()).isZero();
	}

	@Test
	void ofManyTheOldestGo() {
		for (int place = 0; place < 25; place++) {
			this.form.put("key", "form-" + place);
			left(TOKEN);
		}
		assertThat(kept()).isEqualTo(20);
		assertThat(left(TOKEN)).bodyText().contains(KEPT);
	}

	@Test
	void anotherGitLabIsNotSaidToHaveIt() {
		MvcTestResult answer = left(TOKEN);
		this.form.put("parameters[GitlabUrl]", "https://gitlab.example.com/groups/acme");
		var request = this.mvc.post()
			.uri("/fleets/new/gitlab")
			.with(csrf())
			.cookie(key(answer))
			.header("HX-Trigger", "gitlab-url");
		this.form.forEach(request::param);
		assertThat(request).hasStatusOk()
			.bodyText()
			.contains("name=\"runnerToken\"", "value=\"https://gitlab.example.com/\"")
			.doesNotContain(KEPT);
	}

	@Test
	void itIsKeptOverAReloadWithoutScripts() {
		this.form.put("reload", "all");
		assertThat(send(TOKEN, null)).hasStatusOk().bodyText().contains(KEPT).doesNotContain(TOKEN);
	}

	@Test
	void theSummarySaysWhetherItIsStillToBeChecked() {
		assertThat(post("/fleets/new/summary", "", null)).bodyText()
			.contains("found nothing wrong so far. The runner token is still to be checked.");
		Cookie key = key(left(TOKEN));
		assertThat(post("/fleets/new/summary", "", key)).bodyText()
			.containsIgnoringWhitespaces("The checks found nothing wrong.");
	}

	@Test
	void itGoesWithTheSession() {
		left(TOKEN);
		this.mvc.post().uri("/logout").with(csrf()).exchange();
		assertThat(kept()).isZero();
	}

	private static OperationEvent.Ended ended(UUID fleet, Operation.Kind kind, Operation.State state) {
		Instant now = Instant.EPOCH;
		return new OperationEvent.Ended(
				new Operation(UUID.randomUUID(), fleet, kind, state, "ada", 0, now, now, now, null, null, null));
	}

	private MvcTestResult left(String token) {
		return post("/fleets/new/gitlab", token, null);
	}

	private MvcTestResult send(String token, Cookie key) {
		return post("/fleets/new", token, key);
	}

	private MvcTestResult post(String path, String token, Cookie key) {
		var request = this.mvc.post().uri(path).with(csrf()).accept(MediaType.TEXT_HTML).param("runnerToken", token);
		this.form.forEach(request::param);
		return ((key != null) ? request.cookie(key) : request).exchange();
	}

	private int kept() {
		return this.jdbc.sql("select count(*) from kept_secret").query(Integer.class).single();
	}

	private static Cookie key(MvcTestResult answer) {
		String[] cookie = String.valueOf(answer.getResponse().getHeader("Set-Cookie")).split("[=;]");
		return new Cookie(cookie[0], cookie[1]);
	}

}
