package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.secret.Secret;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** One runner for each form, and what is kept of it for how long. */
class RunnerFormsTest {

	private static final String TOKEN = "glrt-" + "n".repeat(20);

	private static final String ISSUED = "{\"id\": 42, \"token\": \"" + TOKEN + "\"}";

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private final RunnerTokens tokens = GitLabFixture.tokens();

	private final SettableClock clock = new SettableClock(NOW);

	private final JdbcClient jdbc = database();

	private final KeptRunners made = new KeptRunners(this.tokens, Runnable::run, this.clock);

	private final RunnerForms forms = forms(this.tokens);

	private StandIn gitlab;

	@BeforeEach
	void start() throws IOException {
		this.gitlab = new StandIn();
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED).on("DELETE /api/v4/runners", 204, "");
	}

	@AfterEach
	void stop() {
		this.gitlab.close();
	}

	@Test
	void aFormThatIsSentAgainMakesNoSecondRunner() {
		isMade(this.forms.once("ada", "form", wish()), false);
		isMade(this.forms.once("ada", "form", wish()), true);
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void twoClicksAtOnceMakeOneRunner() {
		CountDownLatch asking = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		RunnerForms slow = forms(GitLabFixture.tokens((actor, action, subject, outcome, detail) -> {
			asking.countDown();
			await(answer);
		}));
		CompletableFuture<RunnerForms.Outcome> first = CompletableFuture
			.supplyAsync(() -> slow.once("ada", "form", wish()));
		await(asking);
		CompletableFuture<RunnerForms.Outcome> second = CompletableFuture
			.supplyAsync(() -> slow.once("ada", "form", wish()));
		answer.countDown();
		isMade(first.join(), false);
		isMade(second.join(), true);
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void whatWasMadeByAnotherReplicaOrBeforeARestartIsNamedAndNotMadeAgain() {
		this.forms.once("ada", "form", wish());
		RunnerForms other = new RunnerForms(this.tokens, new KeptRunners(this.tokens, Runnable::run, this.clock),
				new FormRows(this.jdbc, this.clock));
		RunnerForms.Outcome outcome = other.once("ada", "form", wish());
		assertThat(outcome).isEqualTo(new RunnerForms.Outcome.Spent(42L, NOW));
		assertThat(((RunnerForms.Outcome.Spent) outcome).explain().detail()).contains("runner #42",
				"21 Nov 2026, 12:00 UTC");
		assertThat(this.gitlab.requests()).hasSize(1);
	}

	@Test
	void aFormWhosePortalDiedInBetweenIsNotSentAgain() {
		RunnerForms dying = forms(GitLabFixture.tokens((actor, action, subject, outcome, detail) -> {
			throw new IllegalStateException("killed");
		}));
		assertThatIllegalStateException().isThrownBy(() -> dying.once("ada", "form", wish()));
		RunnerForms.Outcome outcome = this.forms.once("ada", "form", wish());
		assertThat(outcome).isEqualTo(new RunnerForms.Outcome.Spent(null, NOW));
		assertThat(((RunnerForms.Outcome.Spent) outcome).explain().detail()).contains("before it knew");
		this.clock.advance(Duration.ofMinutes(3));
		assertThat(this.forms.once("ada", "form", wish())).isInstanceOfSatisfying(RunnerForms.Outcome.Failed.class,
				(failed) -> assertThat(failed.explain().made()).isEqualTo(Explanation.Made.PERHAPS));
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void aFormFromBeforeReferencesTakesNobodyElsesRunner() {
		this.jdbc.sql("insert into runner_form (requested_by, form_key, requested_at) values ('ada', 'form', ?)")
			.param(NOW.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
			.update();
		this.gitlab.on("GET /api/v4/groups/7/runners?type=group_type&status=never_contacted&per_page=100&page=1", 200,
				"[{\"id\": 42, \"maintenance_note\": \"somebody else's\"}]");
		RunnerWish wish = RunnerWish.create(this.gitlab.url(), GitLabFixture.ACCESS,
				new RunnerTarget(RunnerTarget.Scope.GROUP, "7"), GitLabFixture.OPTIONS, false);
		assertThat(this.forms.once("ada", "form", wish)).isInstanceOfSatisfying(RunnerForms.Outcome.Failed.class,
				(failed) -> {
					assertThat(failed.explain().made()).isEqualTo(Explanation.Made.PERHAPS);
					assertThat(failed.explain().detail()).contains("no reference");
				});
		assertThat(this.gitlab.requests()).isEmpty();
	}

	@Test
	void aFormThatGitLabRefusedCanBeCorrected() {
		this.gitlab.on("POST /api/v4/runners", 403, "{\"message\":\"403 Forbidden - invalid token supplied\"}");
		assertThat(this.forms.once("ada", "form", wish())).isInstanceOf(RunnerForms.Outcome.Failed.class);
		this.gitlab.on("POST /api/v4/runners", 201, ISSUED);
		isMade(this.forms.once("ada", "form", wish()), false);
	}

	@Test
	void nobodyElseIsShownTheToken() {
		this.forms.once("ada", "form", wish());
		assertThat(this.made.find("bob", "form")).isEmpty();
		isMade(this.forms.once("bob", "form", wish()), false);
	}

	@Test
	void theTokenIsNowhereInTheDatabase() {
		this.forms.once("ada", "form", wish());
		assertThat(String.join("\n", this.jdbc.sql("script").query(String.class).list())).contains("'form'")
			.doesNotContain(TOKEN);
	}

	@Test
	void aRunnerServesOneLaunchUntilThatComesToNothing() {
		this.made.keep("ada", "launch", runner());
		assertThat(this.made.take("bob", "launch")).isFalse();
		assertThat(this.made.take("ada", "launch")).isTrue();
		assertThat(this.made.take("ada", "launch")).isFalse();
		assertThat(this.made.find("ada", "launch")).isPresent();
		this.made.keep("ada", "launch", runner());
		assertThat(this.made.take("ada", "launch")).isTrue();
	}

	@Test
	void whatNobodyLaunchedWithGoesFromGitLabAfterHalfAnHour() {
		this.made.keep("ada", "launch", runner());
		this.made.forget();
		assertThat(this.gitlab.requests()).isEmpty();
		this.clock.advance(Duration.ofMinutes(31));
		assertThat(this.made.find("ada", "launch")).isEmpty();
		this.made.forget();
		assertThat(this.gitlab.requests()).containsExactly("DELETE /api/v4/runners");
	}

	@Test
	void whatWasShownOrLaunchedWithStays() {
		this.forms.once("ada", "form", wish());
		this.made.keep("ada", "launch", runner());
		this.made.take("ada", "launch");
		this.clock.advance(Duration.ofMinutes(31));
		this.made.forget();
		assertThat(this.gitlab.requests()).containsExactly("POST /api/v4/runners");
		assertThat(this.made.find("ada", "form")).isEmpty();
	}

	private RunnerForms forms(RunnerTokens tokens) {
		return new RunnerForms(tokens, this.made, new FormRows(this.jdbc, this.clock));
	}

	private RunnerWish wish() {
		return RunnerWish.trade(this.gitlab.url(), GitLabFixture.REGISTRATION, GitLabFixture.OPTIONS, false);
	}

	private IssuedRunner runner() {
		return new IssuedRunner(42, Secret.of(TOKEN), null, false, URI.create(this.gitlab.url()), null);
	}

	private static void isMade(RunnerForms.Outcome outcome, boolean before) {
		assertThat(outcome).isInstanceOfSatisfying(RunnerForms.Outcome.Made.class, (made) -> {
			assertThat(made.runner().token().reveal()).isEqualTo(TOKEN);
			assertThat(made.before()).isEqualTo(before);
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static JdbcClient database() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		Flyway.configure().dataSource(database).load().migrate();
		return JdbcClient.create(database);
	}

}
