package dev.runnerfleet.stack;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of this module's tables; points in time are stored with their offset.
 */
final class Rows {

	private Rows() {
	}

	static OffsetDateTime sql(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	static @Nullable OffsetDateTime sqlOrNull(@Nullable Instant instant) {
		return (instant != null) ? sql(instant) : null;
	}

	static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.toInstant() : null;
	}

	static Stack stack(ResultSet row, int index) throws SQLException {
		return new Stack(row.getObject("id", UUID.class), row.getString("name"), row.getString("region"),
				row.getString("arn"), new StackStatus(row.getString("status")), row.getString("status_reason"),
				row.getInt("resources_done"), row.getInt("resources_total"), row.getLong("last_seq"),
				row.getString("last_event"), row.getString("trouble"), instantOrNull(row, "troubled_since"),
				row.getString("created_by"), instant(row, "created_at"), instant(row, "active_at"),
				row.getInt("standing"), row.getLong("revision"));
	}

	static Operation operation(ResultSet row, int index) throws SQLException {
		String reason = row.getString("failure");
		Failure failure = (reason != null) ? new Failure(row.getString("failed_resource"), row.getString("failed_type"),
				reason, row.getBoolean("refused")) : null;
		return new Operation(row.getObject("id", UUID.class), row.getObject("stack_id", UUID.class),
				Operation.Kind.valueOf(row.getString("kind")), Operation.State.valueOf(row.getString("state")),
				row.getString("requested_by"), row.getLong("from_seq"), instant(row, "started_at"),
				instantOrNull(row, "finished_at"), instant(row, "watched_until"), failure,
				row.getString("cancelled_by"), row.getString("answer"));
	}

	static StackEvent event(ResultSet row, int index) throws SQLException {
		return new StackEvent(row.getLong("seq"), row.getString("event_id"), instant(row, "at"),
				row.getString("logical_id"), row.getString("physical_id"), row.getString("type"),
				row.getString("status"), row.getString("reason"));
	}

	static StackResource resource(ResultSet row, int index) throws SQLException {
		return new StackResource(row.getString("logical_id"), row.getString("physical_id"), row.getString("type"),
				row.getString("status"), row.getString("reason"), instant(row, "started_at"),
				instantOrNull(row, "finished_at"));
	}

	static StackOutput output(ResultSet row, int index) throws SQLException {
		return new StackOutput(row.getString("name"), row.getString("output_value"), row.getString("description"));
	}

}
