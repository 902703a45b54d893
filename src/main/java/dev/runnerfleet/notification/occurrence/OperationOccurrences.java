package dev.runnerfleet.notification.occurrence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How operations ended, the portal's and those of others. A deletion that another one
 * goes on with, as where a cache is kept, has not stopped: its removal belongs to the
 * next.
 */
@Component
class OperationOccurrences implements Occurrences {

	private final JdbcClient jdbc;

	OperationOccurrences(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<Notification> unnoticed(Instant since, int most) {
		return this.jdbc.sql("""
				select o.id, o.kind, o.state, o.requested_by, o.failure, o.failed_resource, o.answer, o.finished_at,
					s.id as stack_id, s.name, s.region, s.status
				from operation o join stack s on s.id = o.stack_id
				where o.finished_at > :since
					and (o.state in ('FAILED', 'NOT_SENT') or o.state = 'SUCCEEDED'
						and o.kind in ('LAUNCH', 'UPDATE', 'CONTINUE_ROLLBACK', 'BRING_BACK', 'OUTSIDE'))
					and (o.kind not in ('REMOVE', 'RETRY')
						or exists (select 1 from removal r where r.operation_id = o.id))
					and not exists (select 1 from notification n
						where n.id = 'operation:' || cast(o.id as varchar(36)) || ':' || o.state)
				order by o.finished_at, o.id limit :most""")
			.param("since", Columns.sql(since))
			.param("most", most)
			.query(OperationOccurrences::notification)
			.list();
	}

	private static Notification notification(ResultSet row, int index) throws SQLException {
		Operation.Kind kind = Operation.Kind.valueOf(row.getString("kind"));
		Operation.State state = Operation.State.valueOf(row.getString("state"));
		String name = row.getString("name");
		Said said = (kind == Operation.Kind.OUTSIDE) ? outside(name, new StackStatus(row.getString("status")), row)
				: (state == Operation.State.SUCCEEDED) ? done(kind, name, row.getString("requested_by"))
						: failed(kind, state, name, row);
		return new Notification("operation:" + row.getObject("id", UUID.class) + ":" + state, said.topic(), said.tone(),
				new Notification.Subject(row.getObject("stack_id", UUID.class), name, row.getString("region")),
				said.title(), said.words(), Columns.instant(row, "finished_at"));
	}

	private static Said done(Operation.Kind kind, String name, String by) {
		return new Said(Topic.READY, "good", switch (kind) {
			case LAUNCH -> name + " is ready";
			case UPDATE -> name + " was changed and is ready";
			case CONTINUE_ROLLBACK -> name + " is back as it was before the change";
			default -> name + " was brought back";
		}, "Asked for by " + by + ".");
	}

	private static Said failed(Operation.Kind kind, Operation.State state, String name, ResultSet row)
			throws SQLException {
		boolean removal = kind == Operation.Kind.REMOVE;
		boolean unsent = state == Operation.State.NOT_SENT;
		String title = switch (kind) {
			case LAUNCH -> "The launch of " + name + (unsent ? " was not confirmed by AWS" : " failed");
			case RETRY -> "The next launch of " + name + " has stopped";
			case CONTINUE_ROLLBACK -> "The rollback of " + name + (unsent ? " was not confirmed by AWS" : " failed");
			case REMOVE -> "The removal of " + name + " has stopped";
			case ADOPT -> name + " could not be adopted";
			case BRING_BACK -> name + " could not be brought back";
			default -> "The change of " + name + (unsent ? " was not confirmed by AWS" : " failed");
		};
		return new Said(removal ? Topic.REMOVAL_STOPPED : Topic.FAILED, "bad", title,
				"%s Asked for by %s.".formatted(reason(row), row.getString("requested_by")).strip());
	}

	/** What the stack is now says more than how the operation ended. */
	private static Said outside(String name, StackStatus status, ResultSet row) throws SQLException {
		return switch (status.phase()) {
			case GONE -> new Said(Topic.CHANGED_OUTSIDE, "bad", name + " was removed outside the portal",
					"Somebody removed it in the AWS console or with another tool. AWS does not tell who.");
			case UNCHANGED -> new Said(Topic.CHANGED_OUTSIDE, "warn",
					"A change of " + name + " outside the portal was rolled back", "Everything is as it was before.");
			case FAILED -> new Said(Topic.CHANGED_OUTSIDE, "bad",
					"Somebody left " + name + " failed outside the portal", reason(row));
			default -> new Said(Topic.CHANGED_OUTSIDE, "warn", name + " was changed outside the portal",
					"Somebody worked on it in the AWS console or with another tool. AWS does not tell who.");
		};
	}

	private static String reason(ResultSet row) throws SQLException {
		String resource = row.getString("failed_resource");
		String failure = row.getString("failure");
		String answer = row.getString("answer");
		return (failure != null) ? ended(((resource != null) ? resource + ": " : "") + failure) : ended(answer);
	}

	private static String ended(@Nullable String sentence) {
		String plain = (sentence != null) ? sentence.strip() : "";
		return (plain.isEmpty() || plain.matches("(?s).*[.!?…)]")) ? plain : plain + ".";
	}

	/** What is said of one. */
	private record Said(Topic topic, String tone, String title, String words) {

	}

}
