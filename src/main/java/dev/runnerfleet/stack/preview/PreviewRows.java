package dev.runnerfleet.stack.preview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.stack.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of previews. */
@Component
class PreviewRows {

	private static final TypeReference<List<Preview.ResourceChange>> CHANGES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	PreviewRows(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void insert(Preview preview) {
		this.jdbc.sql("""
				insert into preview (id, stack_id, state, requested_by, created_at, expires_at, resources_before,
					resources_after)
				values (?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(preview.id(), preview.stackId(), preview.state().name(), preview.requestedBy(),
					Columns.sql(preview.createdAt()), Columns.sql(preview.expiresAt()), preview.resourcesBefore(),
					preview.resourcesAfter())
			.update();
	}

	void update(Preview preview) {
		String changes = preview.changes().isEmpty() ? null : this.json.writeValueAsString(preview.changes());
		this.jdbc.sql("""
				update preview set state = :state, changes = :changes, reason = :reason, operation_id = :operation,
					unconfirmed = :unconfirmed
				where id = :id""")
			.param("state", preview.state().name())
			.param("changes", changes)
			.param("reason", Columns.cut(preview.reason(), 4000))
			.param("operation", preview.operationId())
			.param("unconfirmed", preview.unconfirmed())
			.param("id", preview.id())
			.update();
	}

	void delete(UUID id) {
		this.jdbc.sql("delete from preview where id = ?").param(id).update();
	}

	Optional<Preview> find(UUID id) {
		return this.jdbc.sql("select * from preview where id = ?").param(id).query(this::preview).optional();
	}

	/** Reads a row and holds it until the transaction ends. */
	Optional<Preview> lock(UUID id) {
		return this.jdbc.sql("select * from preview where id = ? for update").param(id).query(this::preview).optional();
	}

	Optional<Preview> ofOperation(UUID operationId) {
		return this.jdbc.sql("select * from preview where operation_id = ?")
			.param(operationId)
			.query(this::preview)
			.optional();
	}

	/** The previews of a stack that somebody may still decide on, the latest first. */
	List<Preview> open(UUID stackId) {
		return this.jdbc.sql("""
				select * from preview where stack_id = ? and state in ('PLANNED', 'CREATING', 'READY')
				order by created_at desc, id""").param(stackId).query(this::preview).list();
	}

	private Preview preview(ResultSet row, int index) throws SQLException {
		String changes = row.getString("changes");
		return new Preview(row.getObject("id", UUID.class), row.getObject("stack_id", UUID.class),
				Preview.State.valueOf(row.getString("state")), row.getString("requested_by"),
				Columns.instant(row, "created_at"), Columns.instant(row, "expires_at"), row.getInt("resources_before"),
				row.getInt("resources_after"), (changes != null) ? this.json.readValue(changes, CHANGES) : List.of(),
				row.getString("reason"), row.getObject("operation_id", UUID.class), row.getBoolean("unconfirmed"));
	}

	/** The place that a preview's stack is in. */
	Optional<Place> place(UUID id) {
		return this.jdbc
			.sql("select s.account, s.region from preview p join stack s on s.id = p.stack_id where p.id = ?")
			.param(id)
			.query(Columns::place)
			.optional();
	}

}
