package dev.runnerfleet.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseAwayTest {

	@Test
	void aDatabaseThatIsClosedFullOrOutOfReachIsAway() {
		assertThat(List.of(new SQLTransientConnectionException("Connection is not available, timed out after 3000ms"),
				new SQLNonTransientConnectionException("The database has been closed", "90098", 90098),
				new SQLException("Connection refused", "08001"), new SQLException("Connection is closed"),
				new SQLException("terminating connection due to administrator command", "57P01"),
				new SQLException("could not extend file: No space left on device", "53100"),
				new SQLException("General error", "HY000", 50000, new IOException("No space left on device"))))
			.allSatisfy((told) -> assertThat(DatabaseAway.causes(told)).isTrue())
			.allSatisfy((told) -> assertThat(
					DatabaseAway.causes(new CannotCreateTransactionException("Could not open a connection", told)))
				.isTrue())
			.allSatisfy((told) -> assertThat(
					DatabaseAway.causes(new IllegalStateException(new DataAccessResourceFailureException("", told))))
				.isTrue());
	}

	@Test
	void aStatementThatIsRefusedIsNot() {
		assertThat(List.of(new SQLSyntaxErrorException("no such table", "42P01"),
				new SQLException("deadlock detected", "40P01"),
				new SQLException("canceling statement due to user request", "57014")))
			.allSatisfy((told) -> assertThat(DatabaseAway.causes(told)).isFalse());
		assertThat(DatabaseAway.causes(new DuplicateKeyException("taken",
				new SQLIntegrityConstraintViolationException("duplicate key", "23505"))))
			.isFalse();
		assertThat(DatabaseAway.causes(new IOException("Broken pipe"))).isFalse();
		assertThat(DatabaseAway.causes(null)).isFalse();
	}

}
