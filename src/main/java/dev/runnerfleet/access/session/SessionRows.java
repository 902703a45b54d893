package dev.runnerfleet.access.session;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * Lets two requests of one session write the same value at the same moment, as a button
 * that is pressed twice does.
 */
class SessionRows implements SessionRepositoryCustomizer<JdbcIndexedSessionRepository> {

	private static final String COLUMNS = "(session_primary_id, attribute_name, attribute_bytes)";

	private final DataSource database;

	SessionRows(DataSource database) {
		this.database = database;
	}

	@Override
	public void customize(JdbcIndexedSessionRepository sessions) {
		sessions.setCreateSessionAttributeQuery(switch (driver()) {
			case POSTGRESQL -> "insert into %TABLE_NAME%_attributes " + COLUMNS
					+ " values (?, ?, ?) on conflict (session_primary_id, attribute_name)"
					+ " do update set attribute_bytes = excluded.attribute_bytes";
			case H2 -> "merge into %TABLE_NAME%_attributes " + COLUMNS
					+ " key (session_primary_id, attribute_name) values (?, ?, ?)";
			default -> throw new IllegalStateException("The portal keeps its data in H2 or PostgreSQL");
		});
	}

	private DatabaseDriver driver() {
		try {
			return DatabaseDriver.fromProductName(
					JdbcUtils.extractDatabaseMetaData(this.database, (metadata) -> metadata.getDatabaseProductName()));
		}
		catch (MetaDataAccessException ex) {
			throw new IllegalStateException("The database does not say what it is", ex);
		}
	}

}
