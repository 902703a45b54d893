package dev.runnerfleet.sandbox.gitlab;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
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
				"portal.gitlab.deadline=2s" })
@ActiveProfiles("sandbox")
@ExtendWith(OutputCaptureExtension.class)
class SandboxGitLabTest {

	private static final String REGISTRATION = "GR1348941" + "c".repeat(20);

	private static final String ACCESS = "glpat-" + "d".repeat(20);

	@LocalServerPort
	private int port;

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	@Autowired
	private LoggingSystem logging;

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
		String form = signIn();
		HttpResponse<String> page = send(form("/tokens?tab=create", Map.of("_csrf", csrf(form), "gitlabUrl", url(),
				"token", ACCESS, "scope", "PROJECT", "target", "demo/app", "runUntagged", "true")));
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((control) -> assertThat(control).contains("no-store"));
		String token = first(page.body(), "data-copy=\"([^\"]+)\"");
		assertThat(page.body()).contains("/sandbox/gitlab/demo/app/-/runners/");
		HttpResponse<String> gone = send(form("/tokens?tab=trade", Map.of("_csrf", csrf(page.body()), "gitlabUrl",
				url(), "token", REGISTRATION + "sandbox-gone", "runUntagged", "true")));
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
		String login = Base64.getEncoder().encodeToString("admin:sandbox".getBytes(StandardCharsets.UTF_8));
		return send(request("/api/v1/runner-tokens/" + operation).header("Content-Type", "application/json")
			.header("Authorization", "Basic " + login)
			.POST(BodyPublishers.ofString(json)));
	}

	/** Signs in as the first administrator and gives the token page. */
	private String signIn() throws Exception {
		String login = send(request("/login").GET()).body();
		HttpResponse<String> answer = send(
				form("/login", Map.of("_csrf", csrf(login), "username", "admin", "password", "sandbox")));
		assertThat(answer.statusCode()).isEqualTo(302);
		return send(request("/tokens").GET()).body();
	}

	private static String csrf(String page) {
		return first(page, "name=\"_csrf\" value=\"([^\"]+)\"");
	}

	private static String first(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
		return matcher.group(1);
	}

	private HttpRequest.Builder form(String path, Map<String, String> fields) {
		String body = fields.entrySet()
			.stream()
			.map((each) -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.browser.send(request.build(), BodyHandlers.ofString());
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
