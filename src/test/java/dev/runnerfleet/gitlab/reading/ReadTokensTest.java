package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import dev.runnerfleet.gitlab.reading.GitLabReader.Why;
import dev.runnerfleet.gitlab.reading.ReadTokenDesk.Answered;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReadTokensTest {

	private static final Secret TOKEN = Secret.of("glpat-" + "canary".repeat(4));

	private static final String SELF = "GET /api/v4/personal_access_tokens/self";

	private final DataSource database;

	private final ReadTokenFixture portal;

	private StandIn gitlab;

	ReadTokensTest(TestDatabase database) {
		this.database = database.empty();
		this.portal = new ReadTokenFixture(this.database, 1);
	}

	@BeforeEach
	void start() throws IOException {
		this.gitlab = new StandIn();
		self(200, "\"read_api\"", "\"2027-03-01\"");
	}

	@AfterEach
	void stop() {
		this.gitlab.close();
	}

	@Test
	void aTokenIsKeptEncryptedAndOpensOnlyForItsGitLab() {
		assertThat(keep(false)).isInstanceOf(Answered.Kept.class);
		assertThat(TestDatabase.content(this.portal.jdbc)).contains(this.gitlab.url(), "read_api")
			.doesNotContain(TOKEN.reveal());
		assertThat(this.portal.audit.lines()).singleElement()
			.asString()
			.contains("READ_TOKEN_KEPT " + this.gitlab.url())
			.doesNotContain(TOKEN.reveal());
		this.gitlab.on("GET /api/v4/version", 200, "{\"version\": \"19.4.0\"}");
		assertThat(version()).isEqualTo(new Read.Told<>("19.4.0"));
		assertThat(this.portal.reader.read("https://gitlab.example.com/", (asking) -> "asked"))
			.isInstanceOfSatisfying(Read.Untold.class, (untold) -> assertThat(untold.why()).isEqualTo(Why.NO_TOKEN));
		assertThat(this.portal.reader.read(this.gitlab.url() + "/group/-/runners/7", (asking) -> asking.root()))
			.isInstanceOf(Read.Told.class);
	}

	@Test
	void anotherOneTakesItsPlaceAndARemovedOneIsGone() {
		keep(false);
		keep(false);
		List<ReadToken> kept = this.portal.rows.all();
		assertThat(kept).hasSize(1);
		this.portal.desk.remove(kept.get(0));
		assertThat(this.portal.rows.all()).isEmpty();
		assertThat(this.portal.audit.lines()).hasSize(3).last().asString().contains("READ_TOKEN_REMOVED");
		assertThat(why(version())).isEqualTo(Why.NO_TOKEN);
	}

	@Test
	void whoIsOvertakenWhileGitLabIsAskedIsToldSo() {
		ReadTokenRows overtaken = new ReadTokenRows(this.portal.jdbc) {

			@Override
			void add(ReadToken token) {
				super.add(token);
				super.add(new ReadToken(UUID.randomUUID(), token.gitlab(), token.sealed(), token.about(), "eve",
						token.addedAt(), null, null, false, ""));
			}

		};
		assertThat(wrong(this.portal.desk(overtaken).keep(this.gitlab.url(), TOKEN, false, "ada")))
			.contains("at the same moment");
		assertThat(this.portal.rows.all()).isEmpty();
		assertThat(this.portal.audit.lines()).singleElement().asString().contains("REFUSED");
	}

	@Test
	void whatMayDoMoreThanReadIsWarnedOfFirst() {
		self(200, "\"api\", \"write_repository\", \"read_user\"", "null");
		assertThat(keep(false)).isEqualTo(new Answered.TooMuch(List.of("api", "write_repository")));
		assertThat(this.portal.rows.all()).isEmpty();
		assertThat(keep(true)).isInstanceOf(Answered.Kept.class);
		assertThat(view().trouble()).contains("may do more than read");
	}

	@Test
	void whatDoesNotReadIsNotKept() {
		self(200, "\"read_user\"", "null");
		assertThat(wrong(keep(false))).contains("lacks the scope read_api", "read_user");
		this.gitlab.on(SELF, 401, "{\"message\": \"401 Unauthorized\"}");
		assertThat(wrong(keep(false))).contains("does not know this token");
		this.gitlab.on(SELF, 404, "{\"error\": \"404 Not Found\"}");
		assertThat(wrong(keep(false))).contains("version 15.5");
		this.gitlab.on(SELF, 200, "<html>Sign in</html>");
		assertThat(wrong(keep(false))).contains("Check the GitLab URL");
		this.gitlab.on(SELF, 200, "{\"active\": false, \"scopes\": [\"read_api\"]}");
		assertThat(wrong(keep(false))).contains("expired or was revoked");
		self(200, "\"read_api\"", "\"2026-01-31\"");
		assertThat(wrong(keep(false))).contains("expired or was revoked");
		assertThat(wrong(this.portal.desk.keep(this.gitlab.url(), Secret.of("glrt-" + "x".repeat(20)), false, "ada")))
			.contains("This is a runner token");
		assertThat(wrong(this.portal.desk.keep(this.gitlab.url(), Secret.of("a".repeat(64)), false, "ada")))
			.contains("OAuth");
		assertThat(wrong(this.portal.desk.keep("https://169.254.169.254/", TOKEN, false, "ada"))).contains("metadata");
		assertThat(this.portal.rows.all()).isEmpty();
	}

	@Test
	void aTokenOfAnotherKeyIsAskedForAnew() {
		keep(false);
		ReadTokenFixture changed = new ReadTokenFixture(this.database, 2);
		assertThat(why(changed.reader.read(this.gitlab.url(), (asking) -> "asked"))).isEqualTo(Why.LOST);
		ReadToken token = changed.rows.all().get(0);
		assertThat(ReadTokenView.of(token, changed.seals.opens(token), changed.clock.instant()).state())
			.isEqualTo("Cannot be opened");
		ReadTokenFixture without = new ReadTokenFixture(this.database, null);
		assertThat(why(without.reader.read(this.gitlab.url(), (asking) -> "asked"))).isEqualTo(Why.NO_KEY);
		assertThat(without.seals.opens(token)).isFalse();
	}

	@Test
	void anExpiredOneIsNotSentAndOneThatEndsSoonIsToldOf() {
		keep(false);
		this.portal.clock.advance(Duration.ofDays(40));
		assertThat(view().state()).isEqualTo("Ends soon");
		this.portal.clock.advance(Duration.ofDays(5));
		int asked = this.gitlab.requests().size();
		assertThat(version()).isInstanceOfSatisfying(Read.Untold.class,
				(untold) -> assertThat(untold.words()).contains("expired on 2027-03-01"));
		assertThat(this.gitlab.requests()).hasSize(asked);
		assertThat(view().state()).isEqualTo("Expired");
	}

	@Test
	void whatGitLabSaysOfItIsNotedUntilItTakesItAgain() {
		keep(false);
		this.portal.clock.advance(Duration.ofMinutes(5));
		this.gitlab.on("GET /api/v4/version", 401, "{\"error\": \"invalid_token\"}");
		assertThat(why(version())).isEqualTo(Why.REFUSED);
		assertThat(view().state()).isEqualTo("Refused");
		this.gitlab.on("GET /api/v4/version", 502, "<html>Bad gateway</html>");
		assertThat(why(version())).isEqualTo(Why.FAILED);
		assertThat(view().state()).isEqualTo("No answer");
		this.portal.clock.advance(Duration.ofMinutes(5));
		this.gitlab.on("GET /api/v4/version", 403, "{\"message\": \"403 Forbidden\"}");
		assertThat(why(version())).isEqualTo(Why.FORBIDDEN);
		this.gitlab.on("GET /api/v4/version", 200, "{\"version\": \"19.4.0\"}");
		assertThat(version()).isInstanceOf(Read.Told.class);
		assertThat(view().state()).isEqualTo("Works");
	}

	private Answered keep(boolean anyway) {
		return this.portal.desk.keep(this.gitlab.url(), TOKEN, anyway, "ada");
	}

	private Read<String> version() {
		return this.portal.reader.read(this.gitlab.url() + "/",
				(asking) -> asking.get("/version").path("version").asString());
	}

	private ReadTokenView view() {
		ReadToken token = this.portal.rows.all().get(0);
		return ReadTokenView.of(token, this.portal.seals.opens(token), this.portal.clock.instant());
	}

	private void self(int status, String scopes, String expires) {
		this.gitlab.on(SELF, status,
				"{\"name\": \"fleets\", \"active\": true, \"revoked\": false, \"scopes\": [%s], \"expires_at\": %s}"
					.formatted(scopes, expires));
	}

	private static Why why(Read<?> read) {
		return ((Read.Untold<?>) read).why();
	}

	private static String wrong(Answered answered) {
		return ((Answered.Wrong) answered).words();
	}

}
