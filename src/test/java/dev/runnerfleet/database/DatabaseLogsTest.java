package dev.runnerfleet.database;

import java.sql.SQLException;
import java.time.Clock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseLogsTest {

	private static final Throwable GONE = new IllegalStateException(new SQLException("Connection refused", "08001"));

	private final ListAppender<ILoggingEvent> told = new ListAppender<>();

	private final Logger logger;

	private final DatabaseLogs logs;

	/**
	 * Loggers of its own, as other portals of this test run keep theirs readable, too.
	 */
	DatabaseLogsTest() {
		LoggerContext loggers = new LoggerContext();
		this.told.start();
		loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this.told);
		loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
		this.logger = loggers.getLogger(DatabaseLogsTest.class);
		this.logs = new DatabaseLogs(new DatabaseWatch(new DriverManagerDataSource("jdbc:h2:mem:"), Clock.systemUTC()),
				loggers);
	}

	@BeforeEach
	void begin() {
		this.logs.begin();
	}

	@Test
	void whatEveryPartOfThePortalWouldTellIsToldOnce(CapturedOutput log) {
		for (int time = 0; time < 100; time++) {
			this.logger.error("A task failed", GONE);
			this.logger.warn("{} {} failed", "GET", "/fleets", GONE);
		}
		assertThat(log).containsOnlyOnce("does not answer: Connection refused.");
		assertThat(this.told.list).isEmpty();
	}

	@Test
	void everyOtherFailureIsToldAsEver() {
		this.logger.error("A task failed", new IllegalStateException("for a reason of its own"));
		this.logger.warn("{} of {}", 1, 2);
		assertThat(this.told.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("A task failed", "1 of 2");
		assertThat(this.told.list.get(0).getThrowableProxy().getMessage()).isEqualTo("for a reason of its own");
	}

	@Test
	void aPortalThatHasEndedKeepsNothingBack() {
		this.logs.end();
		this.logger.error("A task failed", GONE);
		assertThat(this.told.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("A task failed");
	}

}
