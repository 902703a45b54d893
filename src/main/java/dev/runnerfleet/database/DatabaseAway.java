package dev.runnerfleet.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Tells a database that does not answer from a statement that it refuses, by what H2,
 * PostgreSQL and the pool say.
 */
public final class DatabaseAway {

	/**
	 * Classes of SQL states: connection, out of disk or memory, ended by its operator,
	 * its files cannot be read or written.
	 */
	private static final Set<String> STATES = Set.of("08", "53", "57P", "58");

	/**
	 * What the pool says, without a state, of a connection that broke a moment ago: a
	 * rollback hears it, and hides what the statement heard.
	 */
	private static final String CLOSED = "Connection is closed";

	private DatabaseAway() {
	}

	/** Whether the failure comes from a database that is closed, full or out of reach. */
	public static boolean causes(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause != null) {
			if (cause instanceof SQLException told && isAway(told)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean isAway(SQLException told) {
		return told instanceof SQLTransientConnectionException || told instanceof SQLNonTransientConnectionException
				|| told instanceof SQLRecoverableException || isAway(told.getSQLState()) || comesFromTheDisk(told)
				|| CLOSED.equals(told.getMessage());
	}

	private static boolean isAway(@Nullable String state) {
		return state != null && STATES.stream().anyMatch(state::startsWith);
	}

	/** H2 calls a disk that is full a general error. */
	static boolean comesFromTheDisk(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof IOException)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

}
