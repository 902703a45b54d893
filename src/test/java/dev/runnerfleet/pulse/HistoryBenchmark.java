package dev.runnerfleet.pulse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How much the history of many fleets takes, and how long it takes to read and to tidy.
 */
final class HistoryBenchmark {

	private static final int DAYS = 14;

	private HistoryBenchmark() {
	}

	public static void main(String[] arguments) throws IOException {
		int fleets = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 1000;
		Path data = Files.createTempDirectory("history");
		String url = "jdbc:h2:file:" + data.resolve("portal");
		Flyway.configure().dataSource(url, "", "").locations("classpath:db/migration").load().migrate();
		JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(url, true));
		OffsetDateTime begin = Instant.now()
			.minus(Duration.ofDays(DAYS))
			.atOffset(ZoneOffset.UTC)
			.withMinute(0)
			.withSecond(0)
			.withNano(0);
		List<UUID> ids = IntStream.range(0, fleets).mapToObj((number) -> UUID.randomUUID()).toList();
		ids.forEach((id) -> jdbc.sql("""
				insert into stack (id, name, region, live_name, arn, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', ?, ?, 'CREATE_COMPLETE', 2, 2, 0, 'ada', ?, ?, ?, 1)""")
			.params(id, "fleet-" + id, "own/" + id, "arn:" + id, begin, begin, begin)
			.update());
		double filled = seconds(() -> IntStream.range(0, DAYS * 24)
			.forEach((hour) -> jdbc
				.sql("""
						insert into pulse_point (stack_id, at, jobs_running, jobs_limit, jobs_finished, jobs_failed,
							wait_median, wait_longest, workers_ready, workers_busy, workers_starting, workers_max, types)
						select s.id, dateadd('MINUTE', 5 * x, cast(? as timestamp with time zone)), mod(x, 20), 20, 7, 1, 12, 60, 2, mod(x, 20), 1, 20,
							'{"m6i.large":12,"m6i.large/spot":6}'
						from system_range(0, 11) cross join stack s""")
				.param(begin.plusHours(hour))
				.update()));
		Pulses pulses = HeardPulses.pulses(jdbc, Clock.systemUTC());
		print("%d points in %.0f s", jdbc.sql("select count(*) from pulse_point").query(Long.class).single(), filled);
		for (int round = 0; round < 3; round++) {
			int first = round * 20;
			print("14 days of a fleet: %.1f ms of %d points; 24 hours: %.1f ms",
					seconds(() -> ids.subList(first, first + 20)
						.forEach((id) -> pulses.history(id, Duration.ofDays(DAYS)))) * 1000 / 20,
					pulses.history(ids.get(first), Duration.ofDays(DAYS)).size(),
					seconds(() -> ids.subList(first, first + 20)
						.forEach((id) -> pulses.history(id, Duration.ofDays(1)))) * 1000 / 20);
		}
		PulseHistory history = new PulseHistory(jdbc);
		print("an hour of all fleets is forgotten in %.2f s",
				seconds(() -> history.tidy(begin.plusHours(1).toInstant(), () -> false)));
		print("and ten hours more in %.2f s",
				seconds(() -> history.tidy(begin.plusHours(11).toInstant(), () -> false)));
		jdbc.sql("shutdown").update();
		Path file = data.resolve("portal.mv.db");
		print("%d MB on disk", Files.size(file) / 1_000_000);
		Files.delete(file);
		Files.deleteIfExists(data.resolve("portal.trace.db"));
		Files.delete(data);
	}

	private static double seconds(Runnable work) {
		long begun = System.nanoTime();
		work.run();
		return (System.nanoTime() - begun) / 1e9;
	}

	private static void print(String words, Object... values) {
		System.out.println(words.formatted(values));
	}

}
