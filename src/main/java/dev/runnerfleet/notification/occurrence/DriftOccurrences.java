package dev.runnerfleet.notification.occurrence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Comparisons that found a fleet to be otherwise than its template, whoever asked. */
@Component
class DriftOccurrences implements Occurrences {

	private final JdbcClient jdbc;

	DriftOccurrences(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<Notification> unnoticed(Instant since, int most) {
		return this.jdbc
			.sql("""
					select f.id, f.found, f.at, s.id as stack_id, s.name, s.region from (
						select 'drift:' || cast(d.id as varchar(36)) as id, d.stack_id, d.finished_at as at,
							(select count(*) from drift_resource r where r.drift_id = d.id) as found
						from drift d where d.finished_at > :since
							and exists (select 1 from drift_resource r where r.drift_id = d.id)
						union all
						select 'drift-outside:' || cast(n.stack_id as varchar(36)) || ':' || cast(extract(epoch from n.drift_at) as bigint),
							n.stack_id, n.drift_at, 0
						from stack_seen n where n.drift_status = 'DRIFTED' and n.drift_at > :since
							and not exists (select 1 from drift d where d.stack_id = n.stack_id
								and (d.finished_at is null or d.finished_at >= n.drift_at))) f
					join stack s on s.id = f.stack_id
					where not exists (select 1 from notification n where n.id = f.id)
					order by f.at, f.id limit :most""")
			.param("since", Columns.sql(since))
			.param("most", most)
			.query(DriftOccurrences::notification)
			.list();
	}

	private static Notification notification(ResultSet row, int index) throws SQLException {
		String name = row.getString("name");
		long found = row.getLong("found");
		String title = (found == 0) ? name + " differs from its template" : name + ((found == 1)
				? ": one resource differs from the template" : ": " + found + " resources differ from the template");
		String words = (found == 0)
				? "A comparison outside the portal found it. Compare it here to see which resources and how."
				: "Somebody changed or removed them by hand. The fleet's resources show which and how.";
		return new Notification(row.getString("id"), Topic.DRIFT, "warn",
				new Notification.Subject(row.getObject("stack_id", UUID.class), name, row.getString("region")), title,
				words, Columns.instant(row, "at"));
	}

}
