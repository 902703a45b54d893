package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.ACCESS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

class RunnerTokensTest {

	private static final String NEW_TOKEN = "glrtr-" + "n".repeat(20);

	private static final String ISSUED = "{\"id\": 42, \"token\": \"" + NEW_TOKEN
			+ "\", \"token_expires_at\": \"2026-12-24T18:00:00.000+01:00\"}";

	private static final RunnerTarget GROUP = new RunnerTarget(RunnerTarget.Scope.GROUP, "7");

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

	@Test
	void aRegistrationTokenIsTradedWithItsOptions() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		IssuedRunner runner = issued(this.tokens.exchange(this.gitlab.url(), REGISTRATION, new RunnerWish.Options(
				"builds", List.of("aws", "docker"), false, true, true, true, Duration.ofHours(1))));
		assertThat(runner.id()).isEqualTo(42);
		assertThat(runner.token().reveal()).isEqualTo(NEW_TOKEN);
		assertThat(runner.expiresAt()).isEqualTo(Instant.parse("2026-12-24T17:00:00Z"));
		assertThat(this.gitlab.received().get(0).body())
			.isEqualTo("{\"description\":\"builds\",\"tag_list\":\"aws,docker\","
					+ "\"run_untagged\":false,\"locked\":true,\"paused\":true,\"access_level\":\"ref_protected\","
					+ "\"maximum_timeout\":3600,\"token\":\"" + REGISTRATION.reveal() + "\"}");
	}

	@Test
	void aRunnerIsCreatedForAGroupById() {
		this.gitlab.on("POST /api/v4/user/runners", 201, ISSUED);
		issued(this.tokens.create(this.gitlab.url(), ACCESS, GROUP, OPTIONS));
		StandIn.Received call = this.gitlab.received().get(0);
		assertThat(call.headers()).containsEntry("private-token", ACCESS.reveal());
		assertThat(call.body()).contains("\"runner_type\":\"group_type\"", "\"group_id\":7");
	}

	@Test
	void anOauthTokenTravelsAsABearer() {
		this.gitlab.on("POST /api/v4/user/runners", 201, ISSUED);
		Secret oauth = Secret.of("0a".repeat(32));
		issued(this.tokens.create(this.gitlab.url(), oauth, GROUP, OPTIONS));
		assertThat(this.gitlab.received().get(0).headers()).containsEntry("authorization", "Bearer " + oauth.reveal())
			.doesNotContainKey("private-token");
	}

	@Test
	void aPathIsLookedUpAndLeadsToALink() {
		this.gitlab.on("GET /api/v4/projects/my-group%2Fapp", 200, "{\"id\": 9, \"runners_token\": \"hidden\"}")
			.on("POST /api/v4/user/runners", 201, ISSUED);
		IssuedRunner runner = issued(this.tokens.create(this.gitlab.url(), ACCESS,
				new RunnerTarget(RunnerTarget.Scope.PROJECT, " https://gitlab.example/my-group/app/-/settings "),
				OPTIONS));
		assertThat(this.gitlab.received().get(1).body()).contains("\"project_id\":9");
		assertThat(runner.link()).hasToString(this.gitlab.url() + "/my-group/app/-/runners/42");
	}

	@Test
	void aTokenThatReadsNothingFindsWhatIsPublic() {
		StandIn.Reply refused = new StandIn.Reply(403, "{\"error\":\"insufficient_scope\"}", java.util.Map.of());
		this.gitlab.on("GET /api/v4/groups/open", refused.status(), refused.body());
		assertThat(explained(this.tokens.create(this.gitlab.url(), ACCESS,
				new RunnerTarget(RunnerTarget.Scope.GROUP, "open"), OPTIONS)))
			.extracting(Explanation::code, Explanation::title)
			.containsExactly("unreadable-target", "The path cannot be looked up");
		assertThat(this.gitlab.received()).extracting((each) -> each.headers().containsKey("private-token"))
			.containsExactly(true, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gitlab", "/gitlab/", "/gitlab/my-group/app", "/gitlab/groups/my-group/-/runners",
			"/gitlab/api/v4", "/gitlab/my-group/app/-/settings/ci_cd" })
	void aRelativeRootIsFoundFromAnyOfItsPages(String path) {
		this.gitlab.on("POST /gitlab/api/v4/runners", 201, ISSUED);
		assertThat(issued(this.tokens.exchange(this.gitlab.url() + path, REGISTRATION, OPTIONS)).gitlabUrl())
			.hasToString(this.gitlab.url() + "/gitlab");
	}

	@Test
	void aGroupsAddressAtARootInstallationLeadsToTheRoot() {
		this.gitlab.on("POST /my-group/api/v4/runners", 302, "", "Location", "/users/sign_in")
			.on("POST /api/v4/runners", 201, ISSUED);
		assertThat(issued(this.tokens.exchange(this.gitlab.url() + "/my-group", REGISTRATION, OPTIONS)).gitlabUrl())
			.hasToString(this.gitlab.url());
	}

	@Test
	void aGoodTokenIsCheckedWithoutATrace() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 200, "{\"server_url\":\"wss://kas.example\"}");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER)).isEqualTo(
				new RunnerTokens.Check.Accepted(TokenKind.RUNNER, URI.create(this.gitlab.url()), null, null, false));
		assertThat(this.gitlab.requests()).containsExactly("GET /api/v4/runners/router/discovery");
		assertThat(this.gitlab.received().get(0).headers()).containsEntry("runner-token", RUNNER.reveal());
	}

	@Test
	void aGitLabWithoutARouterAcceptsAllTheSame() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 501,
				"{\"message\":\"Job Router is not available. Please contact your administrator.\"}");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER)).isInstanceOf(RunnerTokens.Check.Accepted.class);
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void anOlderGitLabVerifiesAndTheTraceIsWiped() {
		this.gitlab.on("POST /api/v4/runners/verify", 200, ISSUED.replace(NEW_TOKEN, RUNNER.reveal()))
			.on("DELETE /api/v4/runners/managers", 204, "");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER)).isEqualTo(new RunnerTokens.Check.Accepted(
				TokenKind.RUNNER, URI.create(this.gitlab.url()), 42L, Instant.parse("2026-12-24T17:00:00Z"), false));
		assertThat(this.gitlab.requests()).containsExactly("GET /api/v4/runners/router/discovery",
				"POST /api/v4/runners/verify", "DELETE /api/v4/runners/managers");
		assertThat(this.gitlab.received().get(2).body()).isEqualTo(this.gitlab.received().get(1).body())
			.contains("system_id");
	}

	@Test
	void aTraceThatCannotBeWipedIsTold() {
		this.gitlab.on("POST /api/v4/runners/verify", 200, ISSUED)
			.on("DELETE /api/v4/runners/managers", 500, "{\"message\":\"500 Internal Server Error\"}");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER)).isInstanceOfSatisfying(
				RunnerTokens.Check.Accepted.class, (accepted) -> assertThat(accepted.leftTrace()).isTrue());
	}

	@Test
	void aBadTokenIsRejectedByEitherCall() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 403, "{\"message\":\"403 Forbidden\"}");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER))
			.isEqualTo(new RunnerTokens.Check.Rejected(TokenKind.RUNNER, false));
		this.gitlab.on("GET /api/v4/runners/router/discovery", 404, "{\"error\":\"404 Not Found\"}")
			.on("POST /api/v4/runners/verify", 403, "{\"message\":\"403 Forbidden\"}");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER))
			.isEqualTo(new RunnerTokens.Check.Rejected(TokenKind.RUNNER, false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "403|{\"message\":\"403 Forbidden - runner token has expired\"}",
			"401|{\"message\":\"401 Unauthorized - Token expired\"}",
			"401|{\"error\":\"invalid_token\",\"error_description\":\"Token is expired.\"}",
			"200|{\"id\":42,\"token\":\"glrt-hereismynewtoken00001\",\"token_expires_at\":\"2020-01-01T00:00:00Z\"}" })
	void aTokenThatHasExpiredIsToldSo(int status, String body) {
		this.gitlab.on("POST /api/v4/runners/verify", status, body).on("DELETE /api/v4/runners/managers", 204, "");
		assertThat(this.tokens.check(this.gitlab.url(), RUNNER))
			.isInstanceOfSatisfying(RunnerTokens.Check.Rejected.class, (rejected) -> {
				assertThat(rejected.expired()).isTrue();
				assertThat(rejected.explain().title()).isEqualTo("The runner token has expired");
				assertThat(rejected.explain().nextStep()).contains("reset the token");
			});
		if (status != 200) {
			this.gitlab.on("GET /api/v4/runners/router/discovery", status, body);
			assertThat(this.tokens.check(this.gitlab.url(), RUNNER))
				.isEqualTo(new RunnerTokens.Check.Rejected(TokenKind.RUNNER, true));
		}
	}

	@Test
	void aBareTokenThatIsNoRunnersOffersTheTrade() {
		this.gitlab.on("GET /api/v4/runners/router/discovery", 403, "{\"message\":\"403 Forbidden\"}");
		RunnerTokens.Check outcome = this.tokens.check(this.gitlab.url(), Secret.of("b".repeat(20)));
		assertThat(((RunnerTokens.Check.Rejected) outcome).explain().way()).isEqualTo(TokenWay.TRADE);
	}

	@Test
	void aRunnerIsRemovedByItsToken() {
		this.gitlab.on("DELETE /api/v4/runners", 204, "");
		assertThat(this.tokens.remove(this.gitlab.url(), RUNNER)).isTrue();
		assertThat(this.gitlab.received().get(0).body()).isEqualTo("{\"token\":\"" + RUNNER.reveal() + "\"}");
	}

	@Test
	void aRunnerThatCannotBeRemovedIsTold() {
		this.gitlab.on("DELETE /api/v4/runners", 403, "{\"message\":\"403 Forbidden\"}");
		assertThat(this.tokens.remove(this.gitlab.url(), RUNNER)).isFalse();
	}

	@Test
	void aTokenOfAnotherKindIsNeverSent() {
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), RUNNER, OPTIONS)))
			.extracting(Explanation::title, Explanation::way)
			.containsExactly("This is a runner token", TokenWay.CHECK);
		assertThat(explained(this.tokens.exchange(this.gitlab.url(), ACCESS, OPTIONS)).way())
			.isEqualTo(TokenWay.CREATE);
		assertThat(explained(this.tokens.create(this.gitlab.url(), REGISTRATION, GROUP, OPTIONS)).way())
			.isEqualTo(TokenWay.TRADE);
		assertThat(((RunnerTokens.Check.Rejected) this.tokens.check(this.gitlab.url(), REGISTRATION)).explain().way())
			.isEqualTo(TokenWay.TRADE);
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void everyFieldThatIsWrongIsNamedAtOnce() {
		Explanation words = explained(
				this.tokens.create("ftp://x", Secret.of(""), new RunnerTarget(RunnerTarget.Scope.GROUP, ""),
						new RunnerWish.Options("", List.of(), false, false, false, false, Duration.ofSeconds(5))));
		assertThat(words.fields()).containsOnlyKeys("gitlabUrl", "token", "target", "tags", "maximumTimeout");
	}

	@Test
	void everyCallGoesToTheAddressThatWasCheckedUnderTheNameThatWasTyped() {
		AtomicInteger asked = new AtomicInteger();
		RunnerTokens named = GitLabFixture.tokens((host) -> new InetAddress[] {
				InetAddress.getByName((asked.incrementAndGet() == 1) ? "127.0.0.1" : "169.254.169.254") });
		this.gitlab.on("POST /api/v4/runners/verify", 200, ISSUED).on("DELETE /api/v4/runners/managers", 204, "");
		String url = this.gitlab.url().replace("127.0.0.1", "git.example");
		assertThat(named.check(url, RUNNER)).isInstanceOf(RunnerTokens.Check.Accepted.class);
		assertThat(asked).hasValue(1);
		assertThat(this.gitlab.received()).hasSize(3)
			.allSatisfy((call) -> assertThat(call.headers().get("host")).startsWith("git.example:"));
	}

	@Test
	void nothingOfOursIsRemembered() {
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED, "Set-Cookie", "known_sign_in=1; Path=/");
		issued(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS));
		issued(this.tokens.exchange(this.gitlab.url(), REGISTRATION, OPTIONS));
		assertThat(this.gitlab.received().get(1).headers()).doesNotContainKeys("cookie", "authorization", "referer");
	}

	private static IssuedRunner issued(RunnerWish.Outcome outcome) {
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Issued.class);
		return ((RunnerWish.Outcome.Issued) outcome).runner();
	}

	private static Explanation explained(RunnerWish.Outcome outcome) {
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Failed.class);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain();
	}

}
