package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.ACCESS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every answer that GitLab or a stranger in its place gives becomes a sentence. */
class AnswersTest {

	private static final String PAGE = "<html><body>Sign in</body></html>";

	private final RunnerTokens tokens = GitLabFixture.tokens();

	private StandIn gitlab;

	@BeforeEach
	void start() throws IOException {
		this.gitlab = new StandIn();
	}

	@AfterEach
	void stop() {
		this.gitlab.close();
	}

	static Stream<Arguments> both() {
		return Stream.of(
				arguments(401, "{\"error\":\"invalid_token\",\"error_description\":\"Token was revoked.\"}",
						"token-refused", "unknown to this GitLab, has expired or was revoked"),
				arguments(401, "{\"message\":\"401 Unauthorized\"}", "token-refused", "has expired or was revoked"),
				arguments(400, "{\"message\":\"400 Bad request - Runner type is not valid\"}", "invalid",
						"GitLab says: Runner type is not valid."),
				arguments(400, "{\"error\":\"runner_type is missing, runner_type does not have a valid value\"}",
						"invalid", "GitLab says: runner_type is missing"),
				arguments(400, "{\"message\":[\"is invalid\",\"is too long\"]}", "invalid", "Is invalid, is too long."),
				arguments(400, "[\"odd\",\"list\"]", "invalid", "Odd, list."),
				arguments(400, "", "invalid", "GitLab gave no reason."),
				arguments(404, "{\"error\":\"404 Not Found\"}", "no-api", "no GitLab API under this URL"),
				arguments(404, PAGE, "no-api", "no GitLab API under this URL"),
				arguments(405, "{\"error\":\"405 Not Allowed\"}", "unexpected-answer", "405"),
				arguments(418, "", "unexpected-answer", "418"),
				arguments(429, "{\"message\":{\"error\":\"This endpoint has been requested too many times.\"}}",
						"rate-limited", "too many requests"),
				arguments(429, "Retry later\n", "rate-limited", "too many requests"),
				arguments(500, "{\"message\":\"500 Internal Server Error\"}", "gitlab-unavailable", "answered 500"),
				arguments(502, PAGE, "gitlab-unavailable", "answered 502"),
				arguments(503, "", "gitlab-unavailable", "answered 503"),
				arguments(503, "{\"message\":\"Executing database migrations. Please retry later.\"}",
						"gitlab-unavailable", "Executing database migrations"),
				arguments(200, PAGE, "not-gitlab", "answered with a page (200)"),
				arguments(403, PAGE, "not-gitlab", "answered with a page (403)"),
				arguments(201, "{\"id\": 4", "not-gitlab", "answered with a page (201)"),
				arguments(201, "", "answer-incomplete", "no token"),
				arguments(201, "[]", "answer-incomplete", "no token"),
				arguments(201, "{\"id\": 4}", "answer-incomplete", "no token"),
				arguments(201, "{\"id\": 4, \"token\": null}", "answer-incomplete", "no token"),
				arguments(201, "{\"token\": \"glrt-1\"}", "answer-incomplete", "no runner id"));
	}

	static Stream<Arguments> trade() {
		return Stream.concat(both(),
				Stream.of(
						arguments(403, "{\"message\":\"403 Forbidden - invalid token supplied\"}", "token-refused",
								"knows no such registration token"),
						arguments(403, "", "token-refused", "knows no such registration token"),
						arguments(410, "{\"message\":\"410 Gone - runner registration disallowed\"}",
								"registration-off", "no longer takes registration tokens")));
	}

	static Stream<Arguments> create() {
		return Stream.concat(both(), Stream.of(
				arguments(403, "{\"message\":\"403 Forbidden - Insufficient permissions\"}", "not-permitted",
						"Insufficient permissions."),
				arguments(403,
						"{\"error\":\"insufficient_scope\",\"error_description\":\"needs more\",\"scope\":\"api\"}",
						"insufficient-scope", "does not have the scope create_runner"),
				arguments(403, "{\"error\":\"insufficient_granular_scope\"}", "insufficient-scope", "fine-grained"),
				arguments(404, "{\"message\":\"404 Group Not Found\"}", "unknown-target", "sees no group 7")));
	}

	@ParameterizedTest
	@MethodSource
	void trade(int status, String body, String code, String words) {
		this.gitlab.on("POST /api/v4/runners", status, body);
		expect(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS), code, words);
	}

	@ParameterizedTest
	@MethodSource
	void create(int status, String body, String code, String words) {
		this.gitlab.on("POST /api/v4/user/runners", status, body);
		expect(this.tokens.create(this.gitlab.url(), ACCESS, new RunnerTarget(RunnerTarget.Scope.GROUP, "7"), OPTIONS),
				code, words);
	}

	@ParameterizedTest
	@MethodSource("both")
	void check(int status, String body, String code, String words) {
		this.gitlab.on("POST /api/v4/runners/verify", status, body);
		RunnerTokens.Check outcome = this.tokens.check(this.gitlab.url(), RUNNER);
		assertThat(outcome).isInstanceOfSatisfying(RunnerTokens.Check.Failed.class, (failed) -> {
			assertThat(failed.explain().detail()).endsWith("So the token could not be checked.");
			assertThat(failed.explain().nextStep()).isNotBlank();
		});
	}

	@Test
	void registrationTokensBeingOffLeadsToTheOtherWay() {
		this.gitlab.on("POST /api/v4/runners", 410, "{\"message\":\"410 Gone - runner registration disallowed\"}");
		Explanation words = explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS));
		assertThat(words.way()).isEqualTo(TokenWay.CREATE);
		assertThat(words.nextStep()).contains("Create a runner with an access token");
	}

	@Test
	void aMapOfFieldsGoesBesideTheFields() {
		this.gitlab.on("POST /api/v4/runners", 400,
				"{\"message\":{\"tags_list\":[\"can not be empty when runner is not allowed to pick untagged jobs\"],"
						+ "\"maximum_timeout\":[\"needs to be at least 10 minutes\"],\"odd\":\"is odd\"}}");
		Explanation words = explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS));
		assertThat(words.fields()).containsOnlyKeys("tags", "maximumTimeout")
			.containsEntry("maximumTimeout", "Maximum timeout needs to be at least 10 minutes.");
		assertThat(words.detail()).contains("odd is odd");
	}

	@Test
	void aSentenceThatNamesAFieldGoesBesideIt() {
		this.gitlab.on("POST /api/v4/user/runners", 400,
				"{\"message\":\"400 Bad request - Tags list can not be empty when runner is not allowed to pick untagged jobs\"}");
		assertThat(explained(this.tokens.create(this.gitlab.url(), ACCESS,
				new RunnerTarget(RunnerTarget.Scope.INSTANCE, ""), OPTIONS))
			.fields()).containsOnlyKeys("tags");
	}

	@ParameterizedTest
	@MethodSource
	void theWaitIsTold(String retryAfter, String words) {
		this.gitlab.on("POST /api/v4/runners", 429, "Retry later", "Retry-After", retryAfter);
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS)).nextStep())
			.isEqualTo("Try again in " + words + ".");
	}

	static Stream<Arguments> theWaitIsTold() {
		return Stream.of(arguments("60", "1 minute"), arguments("95", "1 minute 35 seconds"),
				arguments("Sat, 21 Nov 2026 13:30:00 GMT", "1 hour 30 minutes"),
				arguments("Sat, 21 Nov 2026 11:30:00 GMT", "a few minutes"), arguments("0", "a few minutes"),
				arguments("soon", "a few minutes"), arguments("99999999999", "a few minutes"));
	}

	@ParameterizedTest
	@MethodSource
	void aRedirectIsNamedAndNotFollowed(String location, String words) {
		this.gitlab.on("POST /api/v4/runners", 302, "", "Location", location);
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS)).detail()).contains(words)
			.doesNotContain("state=");
		assertThat(this.gitlab.requests()).containsExactly("POST /api/v4/runners");
	}

	static Stream<Arguments> aRedirectIsNamedAndNotFollowed() {
		return Stream.of(arguments("https://sso.example/login?state=abc", "redirects to https://sso.example/login."),
				arguments("/users/sign_in", "redirects to /users/sign_in."),
				arguments("http://169.254.169.254/latest/", "redirects to http://169.254.169.254/latest/."),
				arguments("::nonsense::", "redirects elsewhere."), arguments("mailto:x", "redirects elsewhere."));
	}

	@Test
	void aTokenThatGitLabQuotesIsNotRepeated() {
		for (Secret token : List.of(REGISTRATION, Secret.of("b".repeat(20)))) {
			this.gitlab.on("POST /api/v4/runners", 400,
					"{\"message\":{\"token\":[\"" + token.reveal() + " is odd\"]}}");
			assertThat(explained(this.tokens.exchange(this.gitlab.url(), token, OPTIONS)).toString()).contains("is odd")
				.doesNotContain(token.reveal());
		}
		this.gitlab.on("POST /api/v4/runners", 307, "", "Location", "https://x.example/" + REGISTRATION.reveal());
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS)).toString())
			.doesNotContain(REGISTRATION.reveal());
	}

	@Test
	void aLongAnswerIsCutAndPutOnOneLine() {
		this.gitlab.on("POST /api/v4/runners", 400, "{\"message\":\"first\\nsecond " + "x".repeat(10_000) + "\"}");
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS)).detail())
			.startsWith("GitLab says: First second x")
			.hasSizeLessThan(300);
	}

	private static void expect(RunnerWish.Outcome outcome, String code, String words) {
		Explanation explanation = explained(outcome);
		assertThat(explanation.code()).isEqualTo(code);
		assertThat(explanation.detail()).contains(words);
		assertThat(explanation.title()).isNotBlank();
		assertThat(explanation.nextStep()).endsWith(".");
	}

	private static Explanation explained(RunnerWish.Outcome outcome) {
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Failed.class);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain();
	}

}
