package dev.runnerfleet.pulse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was heard of fleets, in points of five minutes, and worker time in months. */
@Component
class PulseHistory {

	private final JdbcClient jdbc;

	private final JsonMapper json = JsonMapper.shared();

	PulseHistory(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The points since some time, the earliest first. */
	List<Pulses.Point> points(UUID stackId, Instant since) {
		return this.jdbc.sql("select * from pulse_point where stack_id = ? and at >= ? order by at")
			.params(stackId, Columns.sql(since))
			.query(this::point)
			.list();
	}

	Optional<Pulses.WorkerTime> workerTime(UUID stackId, YearMonth month) {
		Map<String, Long> seconds = new TreeMap<>();
		List<Span> spans = this.jdbc.sql("select * from worker_time where stack_id = ? and first_day = ?")
			.params(stackId, month.atDay(1))
			.query((row, index) -> {
				seconds.put(row.getString("type"), row.getLong("seconds"));
				return new Span(Columns.instant(row, "counted_from"), Columns.instant(row, "counted_until"));
			})
			.list();
		return spans.isEmpty() ? Optional.empty()
				: Optional.of(new Pulses.WorkerTime(Map.copyOf(seconds),
						spans.stream().map(Span::from).min(Comparator.naturalOrder()).orElseThrow(),
						spans.stream().map(Span::until).max(Comparator.naturalOrder()).orElseThrow()));
	}

	private Pulses.Point point(ResultSet row, int index) throws SQLException {
		Map<String, Long> types = this.json.readValue(row.getString("types"), new TypeReference<Map<String, Long>>() {
		});
		return new Pulses.Point(Columns.instant(row, "at"), row.getObject("jobs_running", Integer.class),
				row.getObject("jobs_limit", Integer.class), row.getInt("jobs_finished"), row.getInt("jobs_failed"),
				row.getObject("wait_median", Integer.class), row.getObject("wait_longest", Integer.class),
				row.getObject("workers_ready", Integer.class), row.getObject("workers_busy", Integer.class),
				row.getObject("workers_starting", Integer.class), row.getObject("workers_max", Integer.class), types);
	}

	private record Span(Instant from, Instant until) {

	}

}
