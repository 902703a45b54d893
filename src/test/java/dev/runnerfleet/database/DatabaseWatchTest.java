package dev.runnerfleet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseWatchTest {

	private static final String GONE = "The portal's database does not answer: Nobody is there.";

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final Database database = new Database();

	private final DatabaseWatch watch = new DatabaseWatch(this.database,
			((InstantSource) () -> this.now).withZone(ZoneOffset.UTC));

	@Test
	void saysOnceThatItIsGoneAndOnceThatItIsBack(CapturedOutput log) {
		this.database.away = true;
		for (int second = 0; second < 10; second++) {
			assertThat(this.watch.answers()).isFalse();
			this.watch.isAway(new SQLException("Nobody is there"));
			this.watch.lookForIt();
			pass(Duration.ofSeconds(1));
		}
		assertThat(log).containsOnlyOnce(GONE);
		this.database.away = false;
		pass(Duration.ofSeconds(3));
		this.watch.lookForIt();
		assertThat(this.watch.answers()).isTrue();
		assertThat(log).containsOnlyOnce("answers again, after 13 seconds");
	}

	@Test
	void aDatabaseThatIsReadButNotWrittenIsNotBack(CapturedOutput log) {
		this.watch.isAway(new SQLException("Nobody is there"));
		for (int second = 0; second < 10; second++) {
			this.watch.isAway(new SQLException("Nobody is there"));
			pass(Duration.ofSeconds(1));
			this.watch.lookForIt();
			assertThat(this.watch.answers()).isFalse();
		}
		assertThat(log).containsOnlyOnce(GONE).doesNotContain("answers again");
	}

	@Test
	void whileItAnswersNobodyAsksOnTheirOwn() {
		this.watch.lookForIt();
		assertThat(this.database.asked).isZero();
	}

	@Test
	void manyWhoAskAtOnceCostOneQuestion() {
		for (int each = 0; each < 100; each++) {
			assertThat(this.watch.answers()).isTrue();
		}
		assertThat(this.database.asked).isEqualTo(1);
		pass(Duration.ofSeconds(1));
		this.watch.answers();
		assertThat(this.database.asked).isEqualTo(2);
	}

	@Test
	void whoeverWaitsMeanwhileCostsNoFurtherQuestion() {
		this.database.away = true;
		this.database.silence = Duration.ofSeconds(3);
		for (int each = 0; each < 10; each++) {
			assertThat(this.watch.answers()).isFalse();
		}
		assertThat(this.database.asked).isEqualTo(1);
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private final class Database extends AbstractDataSource {

		private final DriverManagerDataSource memory = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID());

		private boolean away;

		private Duration silence = Duration.ZERO;

		private int asked;

		@Override
		public Connection getConnection() throws SQLException {
			this.asked++;
			pass(this.silence);
			if (this.away) {
				throw new SQLTransientConnectionException("timed out", new SQLException("Nobody is there"));
			}
			return this.memory.getConnection();
		}

		@Override
		public Connection getConnection(String name, String password) throws SQLException {
			return getConnection();
		}

	}

}
