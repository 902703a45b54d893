package dev.runnerfleet.pulse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How living fleets are, and how they were lately, straight from the tables. */
@Component
public class Pulses {

	private final JdbcClient jdbc;

	private final PulseHistory history;

	private final Clock clock;

	Pulses(JdbcClient jdbc, PulseHistory history, Clock clock) {
		this.jdbc = jdbc;
		this.history = history;
		this.clock = clock;
	}

	/** How a fleet is, empty for one that is not alive, such as one under launch. */
	public Optional<Reading> of(UUID stackId) {
		return Optional.ofNullable(of(List.of(stackId)).get(stackId));
	}

	/** How some fleets are; those that are not alive are left out. */
	public Map<UUID, Reading> of(Collection<UUID> stackIds) {
		return stackIds.isEmpty() ? Map.of()
				: this.jdbc
					.sql("select p.* from pulse p join stack s on s.id = p.stack_id where s.id in (:ids) and "
							+ PulseRows.ALIVE)
					.param("ids", stackIds)
					.query(Pulses::reading)
					.list()
					.stream()
					.collect(Collectors.toMap(Reading::stackId, Function.identity()));
	}

	/**
	 * The names of living fleets, the worst first.
	 * @param most how many at the most
	 */
	public Map<UUID, String> worst(int most) {
		Map<UUID, String> names = new LinkedHashMap<>();
		this.jdbc
			.sql("select p.stack_id, s.name from pulse p join stack s on s.id = p.stack_id where " + PulseRows.ALIVE
					+ " order by p.rank, p.stack_id limit ?")
			.param(most)
			.query((row) -> {
				names.put(row.getObject("stack_id", UUID.class), row.getString("name"));
			});
		return names;
	}

	/**
	 * How a fleet was lately.
	 * @param length how far back, as far as points are kept
	 * @return five minutes each in which something was heard, the earliest first
	 */
	public List<Point> history(UUID stackId, Duration length) {
		return this.history.points(stackId, this.clock.instant().minus(length));
	}

	/**
	 * For how long a fleet's workers ran in a month.
	 * @param month in UTC; months are kept for as long as the fleet
	 * @return empty where nothing was counted
	 */
	public Optional<WorkerTime> workerTime(UUID stackId, YearMonth month) {
		return this.history.workerTime(stackId, month);
	}

	static Reading reading(ResultSet row, int index) throws SQLException {
		Integer desired = row.getObject("group_desired", Integer.class);
		Group group = (desired != null) ? new Group(desired, row.getInt("group_max"), row.getInt("group_in_service"))
				: null;
		return new Reading(row.getObject("stack_id", UUID.class), PulseLine.read(row.getString("line")).orElse(null),
				PulseRows.health(row), Columns.instantOrNull(row, "heard_at"), group, row.getString("trouble"));
	}

	/**
	 * How a fleet is.
	 *
	 * @param stackId the fleet
	 * @param pulse the manager's last report, {@code null} where none was heard; it may
	 * be old, which {@code heardAt} and the health say
	 * @param health what it comes to
	 * @param heardAt when the report was written, by the portal's clock
	 * @param group the worker group as Auto Scaling shows it, {@code null} where there is
	 * none or it was not asked yet
	 * @param trouble why the log cannot be read, {@code null} where it can
	 */
	public record Reading(UUID stackId, @Nullable Pulse pulse, Health health, @Nullable Instant heardAt,
			@Nullable Group group, @Nullable String trouble) {

	}

	/**
	 * A worker group.
	 *
	 * @param desired how many workers there should be
	 * @param max how many there may be
	 * @param inService how many there are
	 */
	public record Group(int desired, int max, int inService) {

	}

	/**
	 * Five minutes of a fleet: the most that was seen of what there was, and counts of
	 * what came to pass. What was not heard is {@code null}.
	 *
	 * @param at when they began
	 * @param running jobs that ran
	 * @param limit how many may at once
	 * @param finished how many ended, whatever came of them
	 * @param failed how many of those failed
	 * @param waitMedian seconds that half of the jobs had waited for less
	 * @param waitLongest seconds that none had waited for more
	 * @param ready workers that waited for a job
	 * @param busy workers that had one
	 * @param starting workers that were not there yet
	 * @param maxWorkers how many workers there might be
	 * @param types workers by instance type, {@code /spot} behind those that are spot
	 */
	public record Point(Instant at, @Nullable Integer running, @Nullable Integer limit, int finished, int failed,
			@Nullable Integer waitMedian, @Nullable Integer waitLongest, @Nullable Integer ready,
			@Nullable Integer busy, @Nullable Integer starting, @Nullable Integer maxWorkers, Map<String, Long> types) {

	}

	/**
	 * For how long workers ran in a month.
	 *
	 * @param seconds by instance type, {@code /spot} behind those that are spot
	 * @param from when it was begun to count, at the earliest the month's begin
	 * @param until up to when it was counted
	 */
	public record WorkerTime(Map<String, Long> seconds, Instant from, Instant until) {

	}

}
