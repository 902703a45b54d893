package dev.runnerfleet.gitlab.reading;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of read tokens, one for each GitLab at most. */
@Repository
class ReadTokenRows {

	private final JdbcClient jdbc;

	ReadTokenRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<ReadToken> all() {
		return this.jdbc.sql("select * from read_token order by gitlab").query(ReadTokenRows::token).list();
	}

	Optional<ReadToken> find(UUID id) {
		return this.jdbc.sql("select * from read_token where id = ?").param(id).query(ReadTokenRows::token).optional();
	}

	/** That of the first of some roots that has one. */
	Optional<ReadToken> of(Collection<URI> roots) {
		List<String> names = roots.stream().map(URI::toString).toList();
		return this.jdbc.sql("select * from read_token where gitlab in (:roots)")
			.param("roots", names)
			.query(ReadTokenRows::token)
			.list()
			.stream()
			.min(Comparator.comparingInt((token) -> names.indexOf(token.gitlab())));
	}

	void add(ReadToken token) {
		this.jdbc
			.sql("""
					insert into read_token (id, gitlab, sealed, name, scopes, expires_on, added_by, added_at, answered_at, failure)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, '')""")
			.params(Arrays.asList(token.id(), token.gitlab(), token.sealed(), token.about().name(),
					String.join(",", token.about().scopes()), token.about().expires(), token.addedBy(),
					sql(token.addedAt()), sql(token.addedAt())))
			.update();
	}

	/** Removes the row, and with it all that is kept of the token. */
	boolean remove(UUID id) {
		return this.jdbc.sql("delete from read_token where id = ?").param(id).update() > 0;
	}

	void remove(String gitlab) {
		this.jdbc.sql("delete from read_token where gitlab = ?").param(gitlab).update();
	}

	void answered(UUID id, Instant at) {
		this.jdbc.sql("update read_token set answered_at = ?, refused = false where id = ?")
			.params(sql(at), id)
			.update();
	}

	void failed(UUID id, boolean refused, String why, Instant at) {
		this.jdbc.sql("update read_token set failed_at = ?, refused = ?, failure = ? where id = ?")
			.params(sql(at), refused, (why.length() > 500) ? why.substring(0, 500) : why, id)
			.update();
	}

	private static ReadToken token(ResultSet row, int index) throws SQLException {
		String scopes = row.getString("scopes");
		return new ReadToken(row.getObject("id", UUID.class), row.getString("gitlab"), row.getString("sealed"),
				new ReadToken.About(row.getString("name"), scopes.isEmpty() ? List.of() : List.of(scopes.split(",")),
						row.getObject("expires_on", LocalDate.class)),
				row.getString("added_by"), row.getObject("added_at", OffsetDateTime.class).toInstant(),
				instant(row, "answered_at"), instant(row, "failed_at"), row.getBoolean("refused"),
				row.getString("failure"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.toInstant() : null;
	}

	private static OffsetDateTime sql(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
