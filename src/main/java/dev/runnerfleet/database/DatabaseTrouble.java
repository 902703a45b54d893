package dev.runnerfleet.database;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What keeps a start from its database, in words, by the codes of H2 and PostgreSQL.
 *
 * @param what with a place for the database's address
 * @param next what to do about it
 */
record DatabaseTrouble(String what, String next) {

	private static final DatabaseTrouble TAKEN = new DatabaseTrouble("Another process has the database %s open.",
			"The embedded database serves one portal at a time. End the other one, give this one another folder with "
					+ "--portal.data=FOLDER, or use PostgreSQL for more than one.");

	private static final DatabaseTrouble UNWRITABLE = new DatabaseTrouble(
			"The portal may not write where its database %s is.",
			"Give the user that runs the portal the right to write into this folder and its files, or name another "
					+ "folder with --portal.data=FOLDER.");

	private static final DatabaseTrouble FULL = new DatabaseTrouble("The disk that holds the database %s is full.",
			"Make room there, and start the portal again.");

	private static final DatabaseTrouble DAMAGED = new DatabaseTrouble("The database file of %s is damaged.",
			"Put a copy of the file from a backup in its place, and start the portal again.");

	private static final DatabaseTrouble NOWHERE = new DatabaseTrouble(
			"The address of the database %s does not say where its folder begins.",
			"Write --portal.data=./FOLDER for a folder below the current one, or its whole path.");

	private static final DatabaseTrouble WRONG_PASSWORD = new DatabaseTrouble(
			"The database %s refuses the portal's user name or password.",
			"Correct spring.datasource.username and spring.datasource.password, and start the portal again.");

	private static final DatabaseTrouble UNKNOWN = new DatabaseTrouble("There is no database %s on this server.",
			"Create it, or correct spring.datasource.url, and start the portal again.");

	private static final DatabaseTrouble OUT_OF_REACH = new DatabaseTrouble("The database %s cannot be reached.",
			"Check that it runs, that spring.datasource.url names its host and port, and that nothing in between "
					+ "refuses the connection. Then start the portal again.");

	private static final Map<Integer, DatabaseTrouble> OF_H2 = Map.of(90020, TAKEN, 90097, UNWRITABLE, 90030, DAMAGED,
			90011, NOWHERE, 28000, WRONG_PASSWORD);

	private static final Map<String, DatabaseTrouble> OF_POSTGRESQL = Map.of("28P01", WRONG_PASSWORD, "28000",
			WRONG_PASSWORD, "3D000", UNKNOWN, "53100", FULL);

	static @Nullable DatabaseTrouble of(SQLException told, boolean embedded) {
		DatabaseTrouble known = embedded ? OF_H2.get(told.getErrorCode()) : OF_POSTGRESQL.get(told.getSQLState());
		if (known != null) {
			return known;
		}
		if (embedded) {
			return ofDisk(told);
		}
		return DatabaseAway.causes(told) ? OUT_OF_REACH : null;
	}

	private static @Nullable DatabaseTrouble ofDisk(Throwable told) {
		Throwable cause = told;
		while (cause != null) {
			String words = String.valueOf(cause.getMessage());
			if (words.contains("No space left") || words.contains("not enough space")) {
				return FULL;
			}
			if (cause instanceof FileSystemException) {
				return UNWRITABLE;
			}
			cause = cause.getCause();
		}
		return null;
	}

}
