package dev.runnerfleet.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import org.flywaydb.core.Flyway;

/** A database of a portal that has been busy for years. */
class StoredFleets {

	static final int FLEETS = Integer.getInteger("benchmarks.fleets", 10_000);

	/** One fleet has many events, the others share the rest of the million. */
	static final int EVENTS_OF_THE_FIRST = 500;

	static final int EVENTS_OF_OTHERS = 100;

	private static final OffsetDateTime BEGIN = Instant.parse("2026-01-01T00:00:00Z").atOffset(ZoneOffset.UTC);

	private static final String[] STATUSES = { "CREATE_COMPLETE", "CREATE_COMPLETE", "CREATE_COMPLETE",
			"CREATE_COMPLETE", "ROLLBACK_COMPLETE", "DELETE_COMPLETE", "CREATE_FAILED", "NOT_SENT" };

	/** The fleet of a number. */
	static UUID id(int fleet) {
		return new UUID(0x5eed_0000_0000_4000L + fleet * 7919L % FLEETS, 0x8000_0000_0000_0000L + fleet);
	}

	static void create(Path data) throws SQLException {
		String url = "jdbc:h2:file:" + data.resolve("portal");
		Flyway.configure().dataSource(url, "", "").locations("classpath:db/migration").load().migrate();
		try (Connection connection = DriverManager.getConnection(url, "", "")) {
			connection.setAutoCommit(false);
			stacks(connection);
			children(connection);
			connection.commit();
		}
	}

	private static void stacks(Connection connection) throws SQLException {
		try (PreparedStatement stack = connection.prepareStatement("""
				insert into stack (id, name, region, status, resources_done, resources_total, last_seq, last_event,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', ?, 20, 20, ?, 'Manager CREATE_COMPLETE', 'ada', ?, ?, ?, 50)""");
				PreparedStatement fleet = connection.prepareStatement("""
						insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters)
						values (?, 'docker-autoscaler', 1, 'https://gitlab.com/', '{"VpcId":"vpc-1"}')""");
				PreparedStatement operation = connection.prepareStatement("""
						insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at,
							finished_at, watched_until)
						values (?, ?, 'LAUNCH', 'SUCCEEDED', 'ada', 0, ?, ?, ?)""")) {
			for (int i = 0; i < FLEETS; i++) {
				OffsetDateTime at = BEGIN.plusMinutes(i * 37L % (FLEETS * 40L));
				set(stack, id(i), "fleet-%05d".formatted(i * 7919 % FLEETS), STATUSES[i % STATUSES.length], events(i),
						at, at.plusMinutes(i % 60), at.plusMinutes(i % 60));
				set(fleet, id(i));
				set(operation, UUID.randomUUID(), id(i), at, at.plusMinutes(4), at);
			}
			stack.executeBatch();
			fleet.executeBatch();
			operation.executeBatch();
		}
	}

	private static void children(Connection connection) throws SQLException {
		try (PreparedStatement event = connection.prepareStatement("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, physical_id, type, status, reason)
				values (?, ?, ?, ?, ?, ?, 'AWS::S3::Bucket', 'CREATE_COMPLETE', 'Resource creation Initiated')""");
				PreparedStatement resource = connection.prepareStatement("""
						insert into stack_resource (stack_id, logical_id, physical_id, type, status, started_at,
							finished_at)
						values (?, ?, ?, 'AWS::S3::Bucket', 'CREATE_COMPLETE', ?, ?)""")) {
			for (int i = 0; i < FLEETS; i++) {
				for (int seq = 1; seq <= events(i); seq++) {
					set(event, id(i), seq, "event-%d-%d".formatted(i, seq), BEGIN.plusSeconds(seq),
							"Resource" + seq % 20, "resource-%d-%d".formatted(i, seq % 20));
				}
				for (int r = 0; r < 20; r++) {
					set(resource, id(i), "Resource" + r, "resource-%d-%d".formatted(i, r), BEGIN.plusSeconds(r),
							BEGIN.plusSeconds(r + 30));
				}
				if (i % 100 == 99) {
					event.executeBatch();
					resource.executeBatch();
					connection.commit();
				}
			}
		}
	}

	private static int events(int fleet) {
		return (fleet == 0) ? EVENTS_OF_THE_FIRST : EVENTS_OF_OTHERS;
	}

	private static void set(PreparedStatement statement, Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		statement.addBatch();
	}

}
