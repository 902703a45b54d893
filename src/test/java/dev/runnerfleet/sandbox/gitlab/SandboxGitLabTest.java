package dev.runnerfleet.sandbox.gitlab;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import dev.runnerfleet.portal.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The portal talks to the sandbox's GitLab as to any other, and tells its log nothing.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
				"portal.gitlab.deadline=6s" })
@ActiveProfiles("sandbox")
@ExtendWith(OutputCaptureExtension.class)
class SandboxGitLabTest {

	private static final String REGISTRATION = "GR1348941" + "c".repeat(20);

	private static final String ACCESS = "glpat-" + "d".repeat(20);

	@LocalServerPort
	private int port;

	private Visitor admin;

	@Autowired
	private LoggingSystem logging;

	@BeforeEach
	void arrive() {
		this.admin = new Visitor(this.port, "admin", "sandbox");
	}

	private void logEverything() {
		this.logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.TRACE);
	}

	@AfterEach
	void logLittle() {
		this.logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
	}

	@Test
	void aTradedTokenIsGoodAndLeavesNoTraceInTheLog(CapturedOutput output) throws Exception {
		logEverything();
		HttpResponse<String> traded = api("exchange", Map.of("token", REGISTRATION));
		assertThat(traded.statusCode()).isEqualTo(201);
		String token = first(traded.body(), "\"token\":\"([^\"]+)\"");
		assertThat(token).startsWith("glrtr-");
		assertThat(api("check", Map.of("token", token)).body()).contains("\"accepted\":true");
		assertThat(output).contains("DEBUG").doesNotContain(REGISTRATION).doesNotContain(token);
	}

	@Test
	void thePageLeavesNoTraceInTheLog(CapturedOutput output) throws Exception {
		logEverything();
		this.admin.signIn();
		HttpResponse<String> page = this.admin.post("/tokens", "/tokens?tab=create", Map.of("gitlabUrl", url(), "token",
				ACCESS, "scope", "PROJECT", "target", "demo/app", "runUntagged", "true"));
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((control) -> assertThat(control).contains("no-store"));
		String token = first(page.body(), "data-copy=\"([^\"]+)\"");
		assertThat(page.body()).contains("/sandbox/gitlab/demo/app/-/runners/");
		HttpResponse<String> gone = this.admin.post("/tokens", "/tokens?tab=trade",
				Map.of("gitlabUrl", url(), "token", REGISTRATION + "sandbox-gone", "runUntagged", "true"));
		assertThat(gone.statusCode()).isEqualTo(422);
		assertThat(gone.body()).contains("Registration tokens are switched off here");
		assertThat(output).contains("DEBUG")
			.doesNotContain(ACCESS)
			.doesNotContain(token)
			.doesNotContain(REGISTRATION + "sandbox-gone");
	}

	@ParameterizedTest
	@CsvSource({ "instance,''", "group,demo", "group,demo/platform", "group,2", "project,demo/platform/tools",
			"project,11" })
	void runnersAreCreatedWhereTheyAreWanted(String scope, String target) throws Exception {
		assertThat(api("create", Map.of("token", ACCESS, "scope", scope, "target", target)).statusCode())
			.isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource({ "exchange,gone,422,registration-off", "exchange,invalid,422,token-refused",
			"create,revoked,422,token-refused", "create,scope,422,insufficient-scope",
			"create,granular,422,insufficient-scope", "create,maintainer,422,not-permitted",
			"exchange,fields,422,invalid", "create,bad,422,invalid", "create,missing,422,invalid",
			"create,notfound,422,no-api", "create,limited,502,rate-limited", "create,nested,502,rate-limited",
			"create,migrating,502,gitlab-unavailable", "create,broken,502,gitlab-unavailable",
			"create,page,502,not-gitlab", "create,redirect,502,redirected", "create,empty,502,answer-incomplete",
			"create,tokenless,502,answer-incomplete", "create,odd,502,unexpected-answer",
			"create,huge,502,answer-too-large", "create,drip,504,timeout" })
	void eachMagicTokenGetsItsAnswer(String operation, String ending, int status, String code) throws Exception {
		HttpResponse<String> answer = api(operation,
				operation.equals("exchange") ? Map.of("token", REGISTRATION + "sandbox-" + ending)
						: Map.of("token", ACCESS + "sandbox-" + ending, "scope", "group", "target", "1"));
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
	}

	@Test
	void aTokenThatOnlyCreatesCannotLookUpAPath() throws Exception {
		HttpResponse<String> answer = api("create",
				Map.of("token", ACCESS + "sandbox-createonly", "scope", "group", "target", "demo"));
		assertThat(answer.body()).contains("\"code\":\"unreadable-target\"");
	}

	@Test
	void nothingElseOnThisMachineIsOpen() throws Exception {
		for (String other : new String[] { "http://127.0.0.1:" + this.port, url() + "/other",
				"http://127.0.0.1:" + this.port + "/v3/api-docs",
				"https://127.0.0.1:" + this.port + "/sandbox/gitlab" }) {
			HttpResponse<String> answer = api("exchange", Map.of("token", REGISTRATION, "gitlabUrl", other));
			assertThat(answer.body()).as(other).contains("\"code\":\"url-refused\"");
		}
	}

	private HttpResponse<String> api(String operation, Map<String, String> fields) throws Exception {
		Map<String, String> all = new java.util.TreeMap<>(Map.of("gitlabUrl", url()));
		all.putAll(fields);
		String json = all.entrySet()
			.stream()
			.map((each) -> "\"" + each.getKey() + "\":\"" + each.getValue() + "\"")
			.collect(Collectors.joining(",", "{", "}"));
		return this.admin.tell("/api/v1/runner-tokens/" + operation, json);
	}

	private static String first(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
		return matcher.group(1);
	}

	private String url() {
		return "http://127.0.0.1:" + this.port + "/sandbox/gitlab";
	}

	/** The portal without fleets. */
	@EnableAutoConfiguration(exclude = DbSchedulerAutoConfiguration.class)
	@ComponentScan({ "dev.runnerfleet.web", "dev.runnerfleet.access", "dev.runnerfleet.gitlab",
			"dev.runnerfleet.sandbox.gitlab" })
	static class Portal {

	}

}
