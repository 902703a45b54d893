package dev.runnerfleet.stack;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Makes of the rows of this module's tables what they stand for.
 */
final class RowMappers {

	private RowMappers() {
	}

	static Stack stack(ResultSet row, int index) throws SQLException {
		return new Stack(row.getObject("id", UUID.class), row.getString("name"), Columns.place(row, index),
				row.getString("arn"), new StackStatus(row.getString("status")), row.getString("status_reason"),
				row.getInt("resources_done"), row.getInt("resources_total"), row.getLong("last_seq"),
				row.getString("last_event"), row.getString("trouble"), Columns.instantOrNull(row, "troubled_since"),
				row.getString("created_by"), Columns.instant(row, "created_at"), Columns.instant(row, "active_at"),
				new Stack.Standing(row.getInt("standing"), row.getString("note"),
						Columns.instantOrNull(row, "noted_at")),
				row.getLong("revision"));
	}

	static Operation operation(ResultSet row, int index) throws SQLException {
		String reason = row.getString("failure");
		OperationFailure failure = (reason != null) ? new OperationFailure(row.getString("failed_resource"),
				row.getString("failed_type"), reason, row.getBoolean("refused")) : null;
		return new Operation(row.getObject("id", UUID.class), row.getObject("stack_id", UUID.class),
				Operation.Kind.valueOf(row.getString("kind")), Operation.State.valueOf(row.getString("state")),
				row.getString("requested_by"), row.getLong("from_seq"), Columns.instant(row, "started_at"),
				Columns.instantOrNull(row, "finished_at"), Columns.instant(row, "watched_until"), failure,
				row.getString("cancelled_by"), row.getString("answer"));
	}

	static StackEvent event(ResultSet row, int index) throws SQLException {
		return new StackEvent(row.getLong("seq"), row.getString("event_id"), Columns.instant(row, "at"),
				row.getString("logical_id"), row.getString("physical_id"), row.getString("type"),
				row.getString("status"), row.getString("reason"));
	}

	static StackResource resource(ResultSet row, int index) throws SQLException {
		return new StackResource(row.getString("logical_id"), row.getString("physical_id"), row.getString("type"),
				row.getString("status"), row.getString("reason"), Columns.instant(row, "started_at"),
				Columns.instantOrNull(row, "finished_at"));
	}

	static StackOutput output(ResultSet row, int index) throws SQLException {
		return new StackOutput(row.getString("name"), row.getString("output_value"), row.getString("description"));
	}

}
