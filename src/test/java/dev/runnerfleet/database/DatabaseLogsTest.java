package dev.runnerfleet.database;

import java.sql.SQLException;
import java.time.Clock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseLogsTest {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseLogsTest.class);

	private static final Throwable GONE = new IllegalStateException(new SQLException("Connection refused", "08001"));

	private final DatabaseLogs logs = new DatabaseLogs(
			new DatabaseWatch(new DriverManagerDataSource("jdbc:h2:mem:"), Clock.systemUTC()));

	@BeforeEach
	void begin() {
		this.logs.begin();
	}

	@AfterEach
	void end() {
		this.logs.end();
	}

	@Test
	void whatEveryPartOfThePortalWouldTellIsToldOnce(CapturedOutput log) {
		for (int time = 0; time < 100; time++) {
			logger.error("A task failed", GONE);
			logger.warn("{} {} failed", "GET", "/fleets", GONE);
		}
		assertThat(log).containsOnlyOnce("does not answer: Connection refused.")
			.doesNotContain("A task failed", "/fleets", "\tat ");
	}

	@Test
	void everyOtherFailureIsToldAsEver(CapturedOutput log) {
		logger.error("A task failed", new IllegalStateException("for a reason of its own"));
		logger.warn("{} of {}", 1, 2);
		assertThat(log).contains("A task failed", "for a reason of its own", "\tat ", "1 of 2");
	}

	@Test
	void aPortalThatHasEndedKeepsNothingBack(CapturedOutput log) {
		this.logs.end();
		logger.error("A task failed", GONE);
		assertThat(log).contains("A task failed", "\tat ");
	}

}
