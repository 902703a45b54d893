package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.Explanation.Made;
import dev.runnerfleet.gitlab.connection.ConnectionFixture;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.runner.FaultyGitLab.Fault;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.ACCESS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.NOW;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever goes wrong between GitLab and the portal, what a person is told of it is true,
 * and the next try makes no second runner.
 */
class GitLabFaultsTest {

	private static final String CREATE = "POST /api/v4/user/runners";

	private static final String TRADE = "POST /api/v4/runners";

	private static final JdbcClient DATABASE = RunnerFormsTest.database();

	private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	private final FakeAudit audit = new FakeAudit();

	private FaultyGitLab gitlab;

	@BeforeEach
	void start() throws IOException {
		this.gitlab = new FaultyGitLab();
		DATABASE.sql("delete from runner_form").update();
	}

	@AfterEach
	void stop() throws IOException {
		this.gitlab.close();
	}

	static Stream<Arguments> unclear() {
		return Stream.concat(unknown(), rows(Faults.tokenless(), Made.YES));
	}

	static Stream<Arguments> unknown() {
		return Stream.concat(rows(Faults.torn(), Made.PERHAPS), rows(Faults.unclear(), Made.PERHAPS));
	}

	static Stream<Arguments> refused() {
		return rows(Faults.refusals(), Made.NO);
	}

	static Stream<Arguments> readable() {
		return rows(Faults.readable(), null);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unclear")
	void aCreationSaysThatThereMayBeARunnerAndTheNextTryUsesIt(String name, Fault fault, Made made) {
		RunnerForms forms = forms(name);
		this.gitlab.on(CREATE, fault);
		Explanation words = failed(forms.once("ada", "form", create()));
		String page = this.gitlab.url() + "/admin/runners";
		assertThat(words.made()).isEqualTo(made);
		assertThat(words.look()).hasToString((made == Made.YES) ? page + "/42" : page);
		assertThat(words.detail()).contains((made == Made.YES) ? "Runner #42 was made, but its token did not come."
				: "A runner may have been made.");
		assertThat(this.audit.lines()).last().asString().contains("RUNNER_CREATED", "FAILED", words.look().toString());
		this.gitlab.well();
		assertThat(forms("").once("ada", "form", create())).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
				(found) -> {
					assertThat(found.before()).isTrue();
					assertThat(found.runner().id()).isEqualTo(42);
					assertThat(found.runner().token().reveal()).isEqualTo("glrt-" + "r".repeat(19) + 1);
				});
		assertThat(this.gitlab.count()).isEqualTo(1);
		assertThat(this.gitlab.resets()).isEqualTo(1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unclear")
	void aTradeSaysThatThereMayBeARunnerAndMakesAnotherOnlyWhenAskedTo(String name, Fault fault, Made made) {
		RunnerForms forms = forms(name);
		this.gitlab.on(TRADE, fault);
		Explanation words = failed(forms.once("ada", "form", trade(false)));
		assertThat(words.made()).isEqualTo(made);
		assertThat(words.look()).hasToString(this.gitlab.url());
		this.gitlab.well();
		words = failed(forms.once("ada", "form", trade(false)));
		assertThat(words.made()).isEqualTo(Made.PERHAPS);
		assertThat(words.code()).isEqualTo("answer-lost");
		assertThat(this.gitlab.count()).isEqualTo(1);
		assertThat(forms("").once("ada", "form", trade(true))).isInstanceOf(RunnerForms.Outcome.Made.class);
		assertThat(this.gitlab.count()).isEqualTo(2);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void aRefusalSaysThatThereIsNoneAndTheNextTryMakesOne(String name, Fault fault, Made made) {
		RunnerForms forms = forms(name);
		for (RunnerWish wish : List.of(create(), trade(false))) {
			this.gitlab.idle().on(CREATE, fault).on(TRADE, fault);
			Explanation words = failed(forms.once("ada", wish.way().tab(), wish));
			assertThat(words.made()).isEqualTo(made);
			assertThat(words.look()).isNull();
			assertThat(words.detail()).endsWith("No runner was made.");
			this.gitlab.well();
			assertThat(forms.once("ada", wish.way().tab(), wish)).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
					(fresh) -> assertThat(fresh.before()).isFalse());
		}
		assertThat(this.gitlab.count()).isEqualTo(2);
		assertThat(this.gitlab.resets()).isZero();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("readable")
	void anOddAnswerThatCanBeReadIsOne(String name, Fault fault, Made made) {
		this.gitlab.on(CREATE, fault);
		assertThat(forms(name).once("ada", "form", create())).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
				(fresh) -> assertThat(fresh.runner().id()).isEqualTo(42));
		this.gitlab.well().on("POST /api/v4/runners/verify", fault);
		assertThat(tokens(name).check(this.gitlab.url(), RUNNER)).isInstanceOf(RunnerTokens.Check.Accepted.class);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "unknown", "refused" })
	void aCheckBelievesGitLabAlone(String name, Fault fault, Made made) {
		this.gitlab.on("GET /api/v4/runners/router/discovery", fault).on("POST /api/v4/runners/verify", fault);
		assertThat(tokens(name).check(this.gitlab.url(), RUNNER)).isInstanceOfSatisfying(
				RunnerTokens.Check.Failed.class,
				(failed) -> assertThat(failed.explain().detail()).endsWith("So the token could not be checked."));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unknown")
	void whatBecameOfAChangeIsSeenByLooking(String name, Fault fault, Made made) {
		Runners runners = runners(name);
		long id = this.gitlab.add(Map.of("paused", false));
		this.gitlab.on("PUT", fault);
		assertThat(runners.pause(this.gitlab.url(), ACCESS, id)).isInstanceOf(Runners.Change.Done.class);
		this.gitlab.on("GET", fault);
		assertThat(runners.resume(this.gitlab.url(), ACCESS, id)).isInstanceOf(Runners.Change.Unclear.class);
		assertThat(this.gitlab.runner(id)).containsEntry("paused", false);
		this.gitlab.well().on("DELETE", fault);
		assertThat(runners.remove(this.gitlab.url(), ACCESS, id)).isInstanceOf(Runners.Change.Done.class);
		assertThat(this.gitlab.count()).isZero();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void aChangeThatWasRefusedIsNone(String name, Fault fault, Made made) {
		long id = this.gitlab.add(Map.of("paused", false));
		this.gitlab.idle().on("PUT", fault).on("DELETE", fault);
		assertThat(runners(name).pause(this.gitlab.url(), ACCESS, id)).isInstanceOf(Runners.Change.Failed.class);
		assertThat(tokens(name).remove(this.gitlab.url(), RUNNER)).isFalse();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("unknown")
	void aRemovalByTokenIsAskedOnceMore(String name, Fault fault, Made made) {
		this.gitlab.add(Map.of("paused", false));
		this.gitlab.onFirst("DELETE", fault);
		assertThat(tokens(name).remove(this.gitlab.url(), RUNNER)).isTrue();
		assertThat(this.gitlab.requests("DELETE")).hasSizeBetween(1, 2);
	}

	@Test
	void whatNeverLeftMadeNoRunner() throws IOException {
		int closed = Integer.parseInt(this.gitlab.url().replaceFirst(".*:", ""));
		this.gitlab.close();
		assertThat(failed(forms("").once("ada", "closed", create())).made()).isEqualTo(Made.NO);
		try (FaultyGitLab plain = new FaultyGitLab()) {
			RunnerWish overTls = RunnerWish.create(plain.url().replace("http:", "https:"), ACCESS,
					new RunnerTarget(RunnerTarget.Scope.INSTANCE, ""), OPTIONS, false);
			assertThat(failed(forms("").once("ada", "tls", overTls)).made()).isEqualTo(Made.NO);
			assertThat(plain.count()).isZero();
		}
		RunnerTokens nameless = GitLabFixture.tokens((host) -> {
			throw new UnknownHostException(host);
		});
		assertThat(
				failed(forms(nameless).once("ada", "name",
						RunnerWish.create("https://git.example:" + closed, ACCESS,
								new RunnerTarget(RunnerTarget.Scope.INSTANCE, ""), OPTIONS, false)))
					.made())
			.isEqualTo(Made.NO);
	}

	@Test
	void aRunnerThatSomebodyUsesOrThatIsNotOursIsLeftAlone() {
		RunnerForms forms = forms("");
		this.gitlab.add(Map.of("description", "a fleet", "maintenance_note", "of another portal"));
		this.gitlab.on(CREATE, Faults.answer(502, Faults.PAGE));
		failed(forms.once("ada", "form", create()));
		this.gitlab.runner(43).put("contacted_at", "2026-11-21T12:00:00Z");
		this.gitlab.well();
		assertThat(forms.once("ada", "form", create())).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
				(fresh) -> assertThat(fresh.runner().id()).isEqualTo(44));
		assertThat(this.gitlab.resets()).isZero();
	}

	@Test
	void itIsFoundThoughItsFormHasAnotherDescriptionNow() {
		RunnerForms forms = forms("");
		this.gitlab.on(CREATE, Faults.answer(502, Faults.PAGE));
		failed(forms.once("ada", "form", create()));
		this.gitlab.well().add(Map.of("description", "builds", "maintenance_note", ""));
		assertThat(forms.once("ada", "form",
				RunnerWish.create(this.gitlab.url(), ACCESS, create().target(), RunnerWish.Options.named("builds"),
						false)))
			.isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
					(found) -> assertThat(found.runner().id()).isEqualTo(42));
	}

	@Test
	void whereGitLabDoesNotLetThePortalSeeAnotherIsMadeOnlyWhenAskedTo() {
		RunnerForms forms = forms("");
		this.gitlab.on(CREATE, Faults.answer(502, Faults.PAGE));
		failed(forms.once("ada", "form", create()));
		this.gitlab.well().on("GET", Faults.answer(403, "{\"error\":\"insufficient_scope\"}"));
		Explanation words = failed(forms.once("ada", "form", create()));
		assertThat(words.made()).isEqualTo(Made.PERHAPS);
		assertThat(words.detail()).contains("lacks a permission");
		assertThat(this.gitlab.count()).isEqualTo(1);
		assertThat(failed(forms.once("ada", "form",
				RunnerWish.create(this.gitlab.url(), Secret.of(""), create().target(), OPTIONS, false)))
			.fields()).containsKey("token");
		assertThat(forms.once("ada", "form",
				RunnerWish.create(this.gitlab.url(), ACCESS, create().target(), OPTIONS, true)))
			.isInstanceOf(RunnerForms.Outcome.Made.class);
		assertThat(this.gitlab.count()).isEqualTo(2);
	}

	@Test
	void aLaunchFindsTheRunnerOfItsEarlierTry() {
		RunnerForms forms = forms("");
		this.gitlab.on(CREATE, Faults.torn().get("reset"));
		assertThat(forms.forLaunch("ada", "form", create())).isInstanceOf(RunnerWish.Outcome.Failed.class);
		this.gitlab.well();
		assertThat(forms.forLaunch("ada", "form", create())).isInstanceOfSatisfying(RunnerWish.Outcome.Issued.class,
				(found) -> assertThat(found.before()).isTrue());
		assertThat(forms.forLaunch("ada", "form", create())).isInstanceOfSatisfying(RunnerWish.Outcome.Issued.class,
				(next) -> assertThat(next.before()).isFalse());
		assertThat(this.gitlab.count()).isEqualTo(2);
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource
	void theLinkLeadsToThePlace(RunnerTarget.Scope scope, String place, String page) {
		this.gitlab.on(CREATE, Faults.answer(502, Faults.PAGE)).on("GET", Faults.answer(200, "{\"id\":7}"));
		assertThat(failed(forms("").once("ada", "form",
				RunnerWish.create(this.gitlab.url(), ACCESS, new RunnerTarget(scope, place), OPTIONS, false)))
			.look()).hasToString(this.gitlab.url() + page);
	}

	static Stream<Arguments> theLinkLeadsToThePlace() {
		return Stream.of(arguments(RunnerTarget.Scope.INSTANCE, "", "/admin/runners"),
				arguments(RunnerTarget.Scope.GROUP, "acme/ops", "/groups/acme/ops/-/runners"),
				arguments(RunnerTarget.Scope.GROUP, "7", "/-/g/7"),
				arguments(RunnerTarget.Scope.PROJECT, "acme/app", "/acme/app/-/runners"),
				arguments(RunnerTarget.Scope.PROJECT, "9", "/projects/9"));
	}

	@ParameterizedTest
	@MethodSource
	void whenTheTokenExpiresIsToldAsFarAsItCanBeRead(String expiry, String words) {
		this.gitlab.on(CREATE, Faults.answer(201,
				"{\"id\":42,\"token\":\"glrt-" + "n".repeat(20) + "\",\"token_expires_at\":" + expiry + "}"));
		assertThat(forms("").once("ada", "form", create())).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class,
				(fresh) -> assertThat(fresh.runner().expires()).isEqualTo(words));
	}

	static Stream<Arguments> whenTheTokenExpiresIsToldAsFarAsItCanBeRead() {
		String unclear = "GitLab's date cannot be read";
		return Stream.of(arguments("null", "Never"), arguments("\"2020-01-01T00:00:00Z\"", "1 Jan 2020, 00:00 UTC"),
				arguments("\"soon\"", unclear), arguments("1767225600", unclear), arguments("{}", unclear));
	}

	private static Stream<Arguments> rows(Map<String, Fault> faults, Made made) {
		return faults.entrySet().stream().map((each) -> arguments(each.getKey(), each.getValue(), made));
	}

	private RunnerWish create() {
		return RunnerWish.create(this.gitlab.url(), ACCESS, new RunnerTarget(RunnerTarget.Scope.INSTANCE, ""), OPTIONS,
				false);
	}

	private RunnerWish trade(boolean another) {
		return RunnerWish.trade(this.gitlab.url(), REGISTRATION, OPTIONS, another);
	}

	private static Explanation failed(RunnerForms.Outcome outcome) {
		assertThat(outcome).isInstanceOf(RunnerForms.Outcome.Failed.class);
		return ((RunnerForms.Outcome.Failed) outcome).explain();
	}

	private RunnerForms forms(String fault) {
		return forms(tokens(fault));
	}

	private RunnerForms forms(RunnerTokens tokens) {
		return new RunnerForms(tokens, new KeptRunners(tokens, Runnable::run, this.clock),
				new FormRows(DATABASE, this.clock));
	}

	private RunnerTokens tokens(String fault) {
		return GitLabFixture.tokens(ConnectionFixture.localUrls(), http(fault), this.audit);
	}

	private Runners runners(String fault) {
		return new Runners(ConnectionFixture.localUrls(), http(fault), new AnswerReader(this.clock));
	}

	/** Only silence is not waited for. */
	private static GitLabHttp http(String fault) {
		return ConnectionFixture.localHttp(Duration.ofSeconds(fault.startsWith("silence") ? 2 : 60));
	}

}
