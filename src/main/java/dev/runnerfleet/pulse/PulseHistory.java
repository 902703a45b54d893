package dev.runnerfleet.pulse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was heard of fleets, in points of five minutes, and worker time in months. */
@Component
class PulseHistory {

	/** Seconds that a point tells of. */
	private static final long LENGTH = 300;

	private static final String INSERT = """
			insert into pulse_point (stack_id, at, jobs_running, jobs_limit, jobs_finished, jobs_failed, wait_median,
				wait_longest, workers_ready, workers_busy, workers_starting, workers_max, types)
			values (:stack, :at, :running, :limit, :finished, :failed, :median, :longest, :ready, :busy, :starting,
				:max, :types)""";

	private static final String UPDATE = """
			update pulse_point set jobs_running = :running, jobs_limit = :limit, jobs_finished = :finished,
				jobs_failed = :failed, wait_median = :median, wait_longest = :longest, workers_ready = :ready,
				workers_busy = :busy, workers_starting = :starting, workers_max = :max, types = :types
			where stack_id = :stack and at = :at""";

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

	/**
	 * Takes in a report that was not heard before.
	 * @param before the one before it, of whichever manager, {@code null} for the first
	 */
	void add(UUID stackId, @Nullable Pulse before, Pulse now, Instant heardAt) {
		Instant at = Instant.ofEpochSecond(heardAt.getEpochSecond() / LENGTH * LENGTH);
		Pulses.Point more = Progress.point(at, before, now);
		Optional<Pulses.Point> known = this.jdbc.sql("select * from pulse_point where stack_id = ? and at = ?")
			.params(stackId, Columns.sql(at))
			.query(this::point)
			.optional();
		store(stackId, known.map((point) -> Progress.together(point, more)).orElse(more),
				known.isPresent() ? UPDATE : INSERT);
		if (before != null) {
			Progress.seconds(before, now).forEach((type, seconds) -> add(stackId, type, seconds, heardAt));
		}
	}

	private void store(UUID stackId, Pulses.Point point, String sql) {
		this.jdbc.sql(sql)
			.param("stack", stackId)
			.param("at", Columns.sql(point.at()))
			.param("running", point.running(), Types.INTEGER)
			.param("limit", point.limit(), Types.INTEGER)
			.param("finished", point.finished())
			.param("failed", point.failed())
			.param("median", point.waitMedian(), Types.INTEGER)
			.param("longest", point.waitLongest(), Types.INTEGER)
			.param("ready", point.ready(), Types.INTEGER)
			.param("busy", point.busy(), Types.INTEGER)
			.param("starting", point.starting(), Types.INTEGER)
			.param("max", point.maxWorkers(), Types.INTEGER)
			.param("types", this.json.writeValueAsString(point.types()))
			.update();
	}

	private void add(UUID stackId, String type, long seconds, Instant until) {
		LocalDate month = LocalDate.ofInstant(until, ZoneOffset.UTC).withDayOfMonth(1);
		int known = this.jdbc.sql("""
				update worker_time set seconds = seconds + ?, counted_until = ?
				where stack_id = ? and first_day = ? and type = ?""")
			.params(seconds, Columns.sql(until), stackId, month, type)
			.update();
		if (known == 0) {
			Instant from = until.minusSeconds(seconds);
			Instant begin = month.atStartOfDay(ZoneOffset.UTC).toInstant();
			this.jdbc.sql("""
					insert into worker_time (stack_id, first_day, type, seconds, counted_from, counted_until)
					values (?, ?, ?, ?, ?, ?)""")
				.params(stackId, month, type, seconds, Columns.sql(from.isBefore(begin) ? begin : from),
						Columns.sql(until))
				.update();
		}
	}

	/**
	 * Forgets what is older than is kept, an hour's points at a time.
	 * @param over tells to stop; the next time goes on
	 */
	void tidy(Instant before, BooleanSupplier over) {
		Optional<Instant> oldest = oldest();
		while (oldest.isPresent() && oldest.get().isBefore(before) && !over.getAsBoolean()) {
			Instant hour = oldest.get().plusSeconds(3600);
			this.jdbc.sql("delete from pulse_point where at < ?")
				.param(Columns.sql(hour.isBefore(before) ? hour : before))
				.update();
			oldest = oldest();
		}
		this.jdbc.sql("delete from health_change where at < ?").param(Columns.sql(before)).update();
	}

	private Optional<Instant> oldest() {
		return this.jdbc.sql("select at from pulse_point order by at limit 1")
			.query((row, index) -> Columns.instant(row, "at"))
			.optional();
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
