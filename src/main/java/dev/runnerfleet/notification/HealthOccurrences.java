package dev.runnerfleet.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fleets that stop working as they should, that work again, and whose token ends soon. A
 * manager that goes because its fleet is removed is no news.
 */
@Component
class HealthOccurrences implements Occurrences {

	private static final String TOKEN_ENDS = Health.Kind.TOKEN_ENDS.name();

	private static final List<String> TROUBLE = names(Health.Kind::trouble);

	private static final List<String> WELL = names((kind) -> !kind.trouble() && kind != Health.Kind.UNKNOWN);

	private final JdbcClient jdbc;

	HealthOccurrences(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<Notification> unnoticed(Instant since, int most) {
		return this.jdbc.sql("""
				select h.id, h.kind_after, h.words, h.at, s.id as stack_id, s.name, s.region
				from health_change h join stack s on s.id = h.stack_id
				where h.at > :since
					and (h.kind_after in (:trouble) or h.kind_after in (:well) and h.kind_before in (:trouble))
					and not exists (select 1 from notification n
						where n.id = 'health:' || cast(h.id as varchar(20)))
					and not exists (select 1 from operation o where o.stack_id = h.stack_id
						and o.kind in ('REMOVE', 'RETRY') and o.started_at <= h.at
						and (o.finished_at is null or o.finished_at >= h.at))
				order by h.id limit :most""")
			.param("since", Columns.sql(since))
			.param("trouble", TROUBLE)
			.param("well", WELL)
			.param("most", most)
			.query(HealthOccurrences::notification)
			.list();
	}

	private static Notification notification(ResultSet row, int index) throws SQLException {
		String name = row.getString("name");
		String kind = row.getString("kind_after");
		String words = row.getString("words");
		boolean well = WELL.contains(kind);
		return new Notification("health:" + row.getLong("id"), kind.equals(TOKEN_ENDS) ? Topic.TOKEN : Topic.HEALTH,
				well ? "good" : Health.Kind.valueOf(kind).tone(),
				new Notification.Subject(row.getObject("stack_id", UUID.class), name, row.getString("region")),
				well ? name + " works again" : name + ": " + words, well ? words : "", Columns.instant(row, "at"));
	}

	private static List<String> names(Predicate<Health.Kind> which) {
		return Arrays.stream(Health.Kind.values()).filter(which).map(Health.Kind::name).toList();
	}

}
