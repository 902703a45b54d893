package dev.runnerfleet.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the trail a page at a time, by the key of the entry before the page, so that the
 * last page costs what the first one does.
 */
@Component
class AuditPages {

	private final JdbcClient jdbc;

	AuditPages(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	AuditPage read(AuditQuery query, int size) {
		Map<String, Object> parameters = new HashMap<>();
		String where = String.join(" and ", conditions(query, parameters));
		parameters.put("limit", size + 1);
		List<AuditEntry> found = this.jdbc
			.sql("select * from audit_entry %s %s order by %s at desc, id desc limit :limit"
				.formatted(where.isEmpty() ? "" : "where", where, fixed(query)))
			.params(parameters)
			.query(AuditPages::entry)
			.list();
		boolean more = found.size() > size;
		return new AuditPage(more ? found.subList(0, size) : found, more);
	}

	/** H2 follows an index in its order only where the order names its first column. */
	private static String fixed(AuditQuery query) {
		if (!query.user().isEmpty()) {
			return "who desc,";
		}
		return (query.action() != null) ? "action desc," : (query.outcome() != null) ? "outcome desc," : "";
	}

	private List<String> conditions(AuditQuery query, Map<String, Object> parameters) {
		List<String> conditions = new ArrayList<>();
		if (!query.user().isEmpty()) {
			parameters.put("who", query.user().toLowerCase(Locale.ROOT));
			conditions.add("who = :who");
		}
		if (query.action() != null) {
			parameters.put("action", query.action().name());
			conditions.add("action = :action");
		}
		if (query.outcome() != null) {
			parameters.put("outcome", query.outcome().name());
			conditions.add("outcome = :outcome");
		}
		if (!query.subject().isEmpty()) {
			parameters.put("subject", "%" + escaped(query.subject().toLowerCase(Locale.ROOT)) + "%");
			conditions.add("lower(subject) like :subject escape '!'");
		}
		if (query.from() != null) {
			parameters.put("from", query.from().atOffset(ZoneOffset.UTC));
			conditions.add("at >= :from");
		}
		if (query.until() != null) {
			parameters.put("until", query.until().atOffset(ZoneOffset.UTC));
			conditions.add("at < :until");
		}
		neighbour(query).ifPresent((at) -> {
			parameters.put("key", at);
			parameters.put("id", query.before());
			conditions.add("at <= :key and (at < :key or id < :id)");
		});
		return conditions;
	}

	private Optional<OffsetDateTime> neighbour(AuditQuery query) {
		return (query.before() != null) ? this.jdbc.sql("select at from audit_entry where id = ?")
			.param(query.before())
			.query(OffsetDateTime.class)
			.optional() : Optional.empty();
	}

	private static String escaped(String text) {
		return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
	}

	private static AuditEntry entry(ResultSet row, int index) throws SQLException {
		return new AuditEntry(row.getLong("id"), row.getObject("at", OffsetDateTime.class).toInstant(),
				row.getString("who"), Action.valueOf(row.getString("action")), row.getString("subject"),
				Outcome.valueOf(row.getString("outcome")), row.getString("detail"),
				Actor.Via.valueOf(row.getString("via")), row.getString("address"));
	}

}
