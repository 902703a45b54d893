package dev.runnerfleet.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class AuditTrailTest {

	private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

	private static final Actor MARA = new Actor("mara", "192.0.2.1", Actor.Via.PAGE);

	private TransactionTemplate transaction;

	private JdbcClient jdbc;

	private AuditPages pages;

	@BeforeEach
	void emptyTable() {
		DriverManagerDataSource database = new DriverManagerDataSource(
				"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V5__audit.sql")).execute(database);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
		this.jdbc = JdbcClient.create(database);
		this.pages = new AuditPages(this.jdbc);
	}

	@Test
	void anEntryTellsWhoDidWhatWhenAndFromWhere() {
		trailAt(NOW).record(MARA, Action.LAUNCH, "blue", Outcome.ASKED, "docker-autoscaler in eu-central-1");
		assertThat(all(filter("", "", "", ""))).containsExactly(new AuditEntry(1, NOW, "mara", Action.LAUNCH, "blue",
				Outcome.ASKED, "docker-autoscaler in eu-central-1", Actor.Via.PAGE, "192.0.2.1"));
	}

	@Test
	void anEntryStandsAndFallsWithItsTransaction() {
		this.transaction.executeWithoutResult((status) -> {
			trailAt(NOW).record(MARA, Action.LAUNCH, "blue", Outcome.ASKED, "");
			status.setRollbackOnly();
		});
		assertThat(all(filter("", "", "", ""))).isEmpty();
		trailAt(NOW).record(MARA, Action.LAUNCH, "blue", Outcome.REFUSED, "");
		assertThat(all(filter("", "", "", ""))).hasSize(1);
	}

	@Test
	void outsideOfARequestThePortalActs() {
		trailAt(NOW).record(Action.USER_CREATED, "admin", Outcome.DONE, "");
		trailAt(NOW).record(Actor.onBehalfOf("Mara"), Action.LAUNCH, "blue", Outcome.DONE, "");
		assertThat(all(filter("", "", "", ""))).extracting(AuditEntry::user, AuditEntry::via)
			.containsExactly(tuple("mara", Actor.Via.PORTAL), tuple("portal", Actor.Via.PORTAL));
	}

	@ParameterizedTest
	@CsvSource({ "glrt-,x", "glpat-,a", "GLPAT-,B", "GR1348941,r", "glrtr-t1_,n" })
	void aTokenInTheWrongFieldIsHidden(String prefix, String rest) {
		String token = prefix + rest.repeat(20);
		trailAt(NOW).record(MARA.as(token), Action.SIGN_IN_REFUSED, token, Outcome.REFUSED, "No user " + token + ".");
		AuditEntry entry = all(filter("", "", "", "")).get(0);
		assertThat(entry.toString()).doesNotContainIgnoringCase(rest.repeat(8));
		assertThat(entry.user()).isEqualTo("••••");
	}

	@Test
	void whatOthersWroteIsCutAndKeptToOneLine() {
		trailAt(NOW).record(MARA.as("m".repeat(5000)), Action.SIGN_IN_REFUSED, "s".repeat(5000), Outcome.REFUSED,
				"one\r\ntwo\0\u202E" + "d".repeat(5000));
		AuditEntry entry = all(filter("", "", "", "")).get(0);
		assertThat(entry.user()).hasSize(100).endsWith("…");
		assertThat(entry.subject()).hasSize(300);
		assertThat(entry.detail()).hasSize(1000).startsWith("one  two  d");
	}

	@Test
	void whatIsOlderThanTheOwnerWantsIsRemovedAndThatIsTold() {
		trailAt(NOW.minus(Duration.ofDays(62))).record(MARA, Action.LAUNCH, "old", Outcome.ASKED, "");
		trailAt(NOW.minus(Duration.ofDays(40))).record(MARA, Action.LAUNCH, "young", Outcome.ASKED, "");
		AuditRetention retention = retention(Duration.ofDays(61), null);
		retention.tidy(() -> false);
		retention.tidy(() -> false);
		assertThat(all(filter("", "", "", ""))).extracting(AuditEntry::action, AuditEntry::subject, AuditEntry::detail)
			.containsExactly(tuple(Action.TRAIL_CUT, "", "Older than 2026-03-01, as portal.keep.audit says: 1"),
					tuple(Action.LAUNCH, "young", ""));
	}

	@Test
	void everythingIsKeptWhereNothingElseIsWanted() {
		trailAt(Instant.EPOCH).record(MARA, Action.LAUNCH, "old", Outcome.ASKED, "");
		retention(null, null).tidy(() -> false);
		assertThat(all(filter("", "", "", ""))).hasSize(1);
	}

	@Test
	void theFormerNameIsReadStillAndCountsInMonths() {
		trailAt(NOW.minus(Duration.ofDays(62))).record(MARA, Action.LAUNCH, "old", Outcome.ASKED, "");
		retention(null, Period.ofMonths(2)).tidy(() -> false);
		assertThat(all(filter("", "", "", ""))).extracting(AuditEntry::detail)
			.containsExactly("Older than 2026-03-01, as portal.audit.keep says: 1");
		trailAt(NOW.minus(Duration.ofDays(40))).record(MARA, Action.LAUNCH, "young", Outcome.ASKED, "");
		retention(Duration.ofDays(365), Period.ofMonths(1)).tidy(() -> false);
		assertThat(all(filter("", "LAUNCH", "", ""))).hasSize(1);
	}

	@Test
	void minutesAreNotTakenForMonths() {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuditProperties(Duration.ofMinutes(24)))
			.withMessageContaining("portal.keep.audit");
	}

	@Test
	void muchIsRemovedLittleByLittleAndAStopMeanwhileIsHeeded() {
		for (int i = 0; i < 2500; i++) {
			trailAt(NOW.minus(Duration.ofDays(62))).record(MARA, Action.LAUNCH, "old", Outcome.ASKED, "");
		}
		retention(Duration.ofDays(1), null).tidy(() -> count() < 2500);
		assertThat(count()).isEqualTo(1501);
		retention(Duration.ofDays(1), null).tidy(() -> false);
		assertThat(count()).isEqualTo(2);
	}

	private long count() {
		return this.jdbc.sql("select count(*) from audit_entry").query(Long.class).single();
	}

	private AuditRetention retention(@Nullable Duration keep, @Nullable Period former) {
		return new AuditRetention(this.jdbc, trailAt(NOW), this.transaction, Clock.fixed(NOW, ZoneOffset.UTC),
				AuditKeep.of(new AuditProperties(keep), former));
	}

	@Test
	void entriesAreFoundByUserActionOutcomeAndSubject() {
		trailAt(NOW).record(MARA, Action.LAUNCH, "Blue_1", Outcome.ASKED, "");
		trailAt(NOW).record(MARA, Action.LAUNCH, "green", Outcome.REFUSED, "");
		trailAt(NOW).record(MARA.as("ada"), Action.SIGN_IN, "ada", Outcome.DONE, "");
		assertThat(all(filter("MARA", "", "", ""))).extracting(AuditEntry::subject).containsExactly("green", "Blue_1");
		assertThat(all(filter("", "sign_in", "", ""))).extracting(AuditEntry::user).containsExactly("ada");
		assertThat(all(filter("", "", "refused", ""))).extracting(AuditEntry::subject).containsExactly("green");
		assertThat(all(filter("", "", "", "blue_"))).extracting(AuditEntry::subject).containsExactly("Blue_1");
		assertThat(all(filter("", "", "", "gr_en"))).isEmpty();
		assertThat(all(filter("ada", "LAUNCH", "DONE", "ada"))).isEmpty();
	}

	@Test
	void aPeriodIsMadeOfWholeDays() {
		for (String at : List.of("2026-04-30T23:59:59.999Z", "2026-05-01T00:00:00Z", "2026-05-02T23:59:59.999Z",
				"2026-05-03T00:00:00Z")) {
			trailAt(Instant.parse(at)).record(MARA, Action.LAUNCH, at, Outcome.ASKED, "");
		}
		AuditFilter days = new AuditFilter("", "", "", "", "2026-05-01", "2026-05-02", "");
		assertThat(all(days)).extracting(AuditEntry::subject)
			.containsExactly("2026-05-02T23:59:59.999Z", "2026-05-01T00:00:00Z");
	}

	@Test
	void pagesFollowEachOtherAlsoWithinOneMoment() {
		for (int number = 0; number < 7; number++) {
			trailAt(NOW.plusSeconds(number / 3)).record(MARA, Action.LAUNCH, "fleet-" + number, Outcome.ASKED, "");
		}
		AuditQuery query = filter("mara", "", "", "fleet").query();
		List<String> subjects = new ArrayList<>();
		AuditPage page = this.pages.read(query, 2);
		for (AuditEntry last = page.last(); last != null; last = page.last()) {
			page.entries().forEach((entry) -> subjects.add(entry.subject()));
			page = this.pages.read(query.after(last), 2);
		}
		page.entries().forEach((entry) -> subjects.add(entry.subject()));
		assertThat(subjects).containsExactly("fleet-6", "fleet-5", "fleet-4", "fleet-3", "fleet-2", "fleet-1",
				"fleet-0");
	}

	private AuditTrail trailAt(Instant moment) {
		return new AuditTrail(this.jdbc, Clock.fixed(moment, ZoneOffset.UTC));
	}

	private List<AuditEntry> all(AuditFilter filter) {
		return this.pages.read(filter.query(), 100).entries();
	}

	private static AuditFilter filter(String user, String action, String outcome, String subject) {
		return new AuditFilter(user, action, outcome, subject, "", "", "");
	}

}
