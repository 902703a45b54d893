package dev.runnerfleet.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ThrottleTest {

	private static final Attempt MARA = Attempt.ofStranger("mara", "203.0.113.1");

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final DriverManagerDataSource database = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	private final Throttle throttle = start();

	@BeforeEach
	void emptyTables() {
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__users.sql"),
				new ClassPathResource("db/migration/V13__sessions.sql"),
				new ClassPathResource("db/migration/V20__guessing.sql"))
			.execute(this.database);
	}

	@Test
	void threeSlipsCostNothingAndTheFourthAPause() {
		for (int slip = 0; slip < 3; slip++) {
			assertThat(this.throttle.reserve(MARA)).isZero();
		}
		assertThat(this.throttle.reserve(MARA)).isEqualTo(Duration.ofSeconds(30));
		assertThat(waitFor(MARA)).isEqualTo(Duration.ofSeconds(30));
		pass(Duration.ofSeconds(29));
		assertThat(waitFor(MARA)).isEqualTo(Duration.ofSeconds(1));
		pass(Duration.ofSeconds(1));
		assertThat(this.throttle.reserve(MARA)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void whatIsTurnedAwayDoesNotLengthenThePause() {
		use(MARA);
		for (int second = 0; second < 29; second++) {
			assertThat(waitFor(MARA)).isPositive();
			pass(Duration.ofSeconds(1));
		}
		pass(Duration.ofSeconds(1));
		assertThatNoException().isThrownBy(() -> this.throttle.reserve(MARA));
	}

	@Test
	void oneAddressLeavesSomethingOfANameToTheOthers() {
		for (int minute = 0; minute < 60; minute++) {
			use(MARA);
			assertThatNoException().isThrownBy(() -> this.throttle.check(Attempt.ofStranger("mara", "198.51.100.7")));
			pass(Duration.ofMinutes(1));
		}
	}

	@Test
	void oneAddressCannotTryOnePasswordOnManyNames() {
		for (int name = 0; name < 20; name++) {
			this.throttle.reserve(Attempt.ofStranger("name" + name, "203.0.113.1"));
		}
		assertThat(waitFor(Attempt.ofStranger("another", "203.0.113.1"))).isEqualTo(Duration.ofSeconds(3));
		assertThat(waitFor(Attempt.ofStranger("another", "203.0.113.2"))).isZero();
	}

	@Test
	void manyNamesFromManyAddressesNeitherHashWithoutEndNorFillTheTable() {
		int checked = 0;
		for (int guess = 0; guess < 2000; guess++) {
			Attempt attempt = Attempt.ofStranger("name" + guess, "10.0." + guess / 250 + "." + guess % 250);
			if (waitFor(attempt).isZero()) {
				this.throttle.reserve(attempt);
				checked++;
			}
		}
		assertThat(checked).isEqualTo(100);
		assertThat(rows()).isEqualTo(301);
		assertThat(waitFor(Attempt.ofStranger("owner", "192.0.2.1"))).isEqualTo(Duration.ofMillis(600));
		pass(Duration.ofMinutes(2));
		this.throttle.tidy();
		assertThat(rows()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1,2001:db8:1:2:ffff:ffff:ffff:ffff,true", "2001:db8:1:2::1,2001:db8:1:3::1,false",
			"::ffff:203.0.113.1,203.0.113.1,true", "fe80::1%eth0,fe80::2,true", "203.0.113.1,203.0.113.2,false",
			"0:0:0:0:0:0:0:1,::1,true", "unix:,unix:x,false", ":::::,::1,false" })
	void addressesOfOneOwnerAreCountedTogether(String one, String other, boolean together) {
		assertThat(Addresses.group(one).equals(Addresses.group(other))).isEqualTo(together);
	}

	@Test
	void aNameIsTheSameHoweverItIsTyped() {
		use(MARA);
		assertThat(waitFor(Attempt.ofStranger("MARA", "203.0.113.1"))).isPositive();
	}

	@Test
	void aLongNameIsCountedLikeAShortOne() {
		Attempt attempt = Attempt.ofStranger("x".repeat(100_000), "y".repeat(1000));
		use(attempt);
		assertThat(waitFor(attempt)).isPositive();
	}

	@Test
	void whatWasNoFailureIsGivenBackAndNoMore() {
		for (int success = 0; success < 50; success++) {
			this.throttle.reserve(MARA);
			this.throttle.giveBack(MARA);
		}
		assertThat(use(MARA)).isEqualTo(4);
		this.throttle.giveBack(MARA);
		assertThat(use(MARA)).isEqualTo(1);
	}

	/** As is what a portal had reserved that was killed before it knew. */
	@Test
	void aPlaceThatNobodyGivesBackIsFreeAgainWithTime() {
		use(MARA);
		pass(Duration.ofMinutes(2));
		assertThat(use(MARA)).isEqualTo(4);
	}

	@Test
	void anotherReplicaAndALaterStartKnowOfIt() {
		use(MARA);
		Throttle other = start();
		assertThatExceptionOfType(Throttle.TooManyFailures.class).isThrownBy(() -> other.reserve(MARA));
	}

	@Test
	void aClockThatIsSetBackShutsNobodyOut() {
		use(MARA);
		pass(Duration.ofDays(-1));
		assertThat(use(MARA)).isEqualTo(4);
	}

	private Throttle start() {
		return new Throttle(JdbcClient.create(this.database),
				new TransactionTemplate(new JdbcTransactionManager(this.database)), clock());
	}

	private Clock clock() {
		return ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	/** Takes all that there is, and counts it. */
	private int use(Attempt attempt) {
		int times = 0;
		while (waitFor(attempt).isZero()) {
			this.throttle.reserve(attempt);
			times++;
		}
		return times;
	}

	private Duration waitFor(Attempt attempt) {
		try {
			this.throttle.check(attempt);
			return Duration.ZERO;
		}
		catch (Throttle.TooManyFailures ex) {
			return ex.exactly();
		}
	}

	private long rows() {
		return JdbcClient.create(this.database).sql("select count(*) from sign_in_budget").query(Long.class).single();
	}

}
