package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What managers have reported, put into the tables of a test without anybody's log. */
public final class HeardPulses {

	private final JdbcClient jdbc;

	public HeardPulses(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The module's facade over the tables of a test. */
	public static Pulses pulses(JdbcClient jdbc, Clock clock) {
		return new Pulses(jdbc, new PulseHistory(jdbc), clock);
	}

	/** Takes the place of what a fleet's manager has reported before, or reports now. */
	public void put(UUID stackId, Health health, @Nullable String line, @Nullable Instant heardAt) {
		boolean done = false;
		while (!done) {
			this.jdbc.sql("delete from pulse where stack_id = ?").param(stackId).update();
			try {
				insert(stackId, health, line, heardAt);
				done = true;
			}
			catch (DuplicateKeyException ex) {
				// A portal that looks by itself was quicker.
			}
		}
	}

	/** Forgets what was heard of a fleet until now. */
	public void forget(UUID stackId) {
		this.jdbc.sql("delete from pulse_point where stack_id = ?").param(stackId).update();
		this.jdbc.sql("delete from worker_time where stack_id = ?").param(stackId).update();
	}

	private void insert(UUID stackId, Health health, @Nullable String line, @Nullable Instant heardAt) {
		this.jdbc.sql("""
				insert into pulse (stack_id, line, heard_at, looked_at, next_look_at, machine, kind, rank, since, words,
					advice, step, fault)
				values (:id, :line, :heard, :heard, :later, 'UNASKED', :kind, :rank, :since, :words, :advice, :step,
					:fault)""")
			.param("id", stackId)
			.param("line", line)
			.param("heard", (heardAt != null) ? Columns.sql(heardAt) : null)
			.param("kind", health.kind().name())
			.param("rank", health.kind().rank())
			.param("since", Columns.sql(health.since()))
			// Nobody looks by themselves at what a test says.
			.param("later", Columns.sql(health.since().plus(Duration.ofDays(365))))
			.param("words", health.words())
			.param("advice", health.advice())
			.param("step", health.step().name())
			.param("fault", health.fault().name())
			.update();
	}

	/** Five minutes of a fleet. */
	public void point(UUID stackId, Instant at, int running, int workers, int starting, @Nullable Integer waited) {
		this.jdbc
			.sql("""
					insert into pulse_point (stack_id, at, jobs_running, jobs_limit, jobs_finished, jobs_failed, wait_median,
						wait_longest, workers_ready, workers_busy, workers_starting, workers_max, types)
					values (:id, :at, :running, 20, 0, 0, :waited, :waited, 0, :workers, :starting, 20, '{}')""")
			.param("id", stackId)
			.param("at", Columns.sql(at))
			.param("running", running)
			.param("workers", workers)
			.param("starting", starting)
			.param("waited", waited)
			.update();
	}

	/** For how long workers of a type ran in a month. */
	public void workerTime(UUID stackId, YearMonth month, String type, Duration length) {
		Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
		this.jdbc.sql("""
				insert into worker_time (stack_id, first_day, type, seconds, counted_from, counted_until)
				values (?, ?, ?, ?, ?, ?)""")
			.params(stackId, month.atDay(1), type, length.toSeconds(), Columns.sql(begin),
					Columns.sql(begin.plus(length)))
			.update();
	}

}
