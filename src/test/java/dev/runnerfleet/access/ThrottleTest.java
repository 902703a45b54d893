package dev.runnerfleet.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ThrottleTest {

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final DriverManagerDataSource database = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	private final Throttle throttle = start();

	@BeforeEach
	void emptyTables() {
		new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__users.sql"),
				new ClassPathResource("db/migration/V13__sessions.sql"))
			.execute(this.database);
	}

	@Test
	void fourSlipsCostNothing() {
		for (int slip = 0; slip < 4; slip++) {
			assertThat(this.throttle.reserve("mara")).isZero();
		}
	}

	@Test
	void fromTheFifthFailureTheWaitDoubles() {
		fail(4);
		assertThat(this.throttle.reserve("mara")).isEqualTo(Duration.ofSeconds(15));
		assertThat(waitFor("mara")).isEqualTo(Duration.ofSeconds(15));
		pass(Duration.ofSeconds(15));
		assertThat(this.throttle.reserve("mara")).isEqualTo(Duration.ofSeconds(30));
		for (int failure = 0; failure < 20; failure++) {
			pass(Duration.ofMinutes(15));
			fail(1);
		}
		assertThat(waitFor("mara")).isEqualTo(Duration.ofMinutes(15));
	}

	@Test
	void aSuccessForgetsAndOthersAreNotConcerned() {
		fail(5);
		assertThat(this.throttle.reserve("someone else")).isZero();
		this.throttle.succeeded("mara");
		assertThat(this.throttle.reserve("mara")).isZero();
	}

	@Test
	void aQuietQuarterOfAnHourForgets() {
		fail(5);
		pass(Duration.ofMinutes(16));
		assertThat(this.throttle.reserve("mara")).isZero();
	}

	@Test
	void anotherReplicaAndALaterStartKnowOfIt() {
		fail(5);
		Throttle other = start();
		assertThatExceptionOfType(TooManyFailures.class).isThrownBy(() -> other.reserve("mara"));
	}

	@Test
	void ofManyGuessesAtOnceNoMorePassThanOneAfterTheOther() throws Exception {
		ExecutorService guessers = Executors.newFixedThreadPool(8);
		try {
			List<Future<Boolean>> guesses = new ArrayList<>();
			for (int guess = 0; guess < 40; guess++) {
				Throttle replica = start();
				guesses.add(guessers.submit(() -> passes(replica)));
			}
			int passed = 0;
			for (Future<Boolean> guess : guesses) {
				passed += guess.get() ? 1 : 0;
			}
			assertThat(passed).isEqualTo(5);
		}
		finally {
			guessers.shutdownNow();
		}
	}

	@Test
	void whatIsForgivenIsClearedAway() {
		fail(5);
		this.throttle.tidy();
		assertThat(rows()).isEqualTo(1);
		pass(Duration.ofMinutes(16));
		this.throttle.tidy();
		assertThat(rows()).isZero();
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

	private void fail(int times) {
		for (int time = 0; time < times; time++) {
			this.throttle.reserve("mara");
		}
	}

	private Duration waitFor(String key) {
		try {
			this.throttle.reserve(key);
			return Duration.ZERO;
		}
		catch (TooManyFailures ex) {
			return Duration.ofSeconds(ex.seconds());
		}
	}

	private static boolean passes(Throttle throttle) {
		try {
			throttle.reserve("mara");
			return true;
		}
		catch (TooManyFailures ex) {
			return false;
		}
	}

	private long rows() {
		return JdbcClient.create(this.database).sql("select count(*) from sign_in_attempts").query(Long.class).single();
	}

}
