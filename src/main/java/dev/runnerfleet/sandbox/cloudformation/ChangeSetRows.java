package dev.runnerfleet.sandbox.cloudformation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.story.SandboxOperation;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;

/** Keeps the change sets of the sandbox's stacks. */
class ChangeSetRows {

	private final JdbcClient jdbc;

	ChangeSetRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The change sets of a stack, newest first. */
	List<SandboxChangeSet> of(String stackId) {
		return this.jdbc.sql("select * from sandbox_change_set where stack_id = ? order by created_at desc, name")
			.param(stackId)
			.query((row, number) -> changeSet(row))
			.list();
	}

	/** The one change set of an id, or none. */
	List<SandboxChangeSet> withId(String id) {
		return this.jdbc.sql("select * from sandbox_change_set where id = ?")
			.param(id)
			.query((row, number) -> changeSet(row))
			.list();
	}

	void insert(SandboxChangeSet changeSet) {
		SandboxOperation operation = changeSet.operation();
		this.jdbc.sql("""
				insert into sandbox_change_set (id, stack_id, name, description, base, client_token, created_at, speed,
				template_body, parameters, capabilities, fault, account, tags)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.params(Arrays.asList(changeSet.id(), changeSet.stackId(), changeSet.name(), changeSet.description(),
					changeSet.base(), operation.token(), SandboxStackRows.utc(operation.startedAt()), operation.speed(),
					operation.templateBody(), JsonMapper.shared().writeValueAsString(operation.parameters()),
					String.join(",", operation.capabilities()), SandboxStackRows.name(operation.fault()),
					SandboxStackRows.names(operation.account()),
					JsonMapper.shared().writeValueAsString(operation.tags())))
			.update();
	}

	void delete(SandboxChangeSet changeSet) {
		this.jdbc.sql("delete from sandbox_change_set where id = ?").param(changeSet.id()).update();
	}

	private static SandboxChangeSet changeSet(ResultSet row) throws SQLException {
		SandboxOperation operation = new SandboxOperation(SandboxOperation.Kind.UPDATE, row.getString("client_token"),
				SandboxStackRows.instant(row, "created_at"), row.getDouble("speed"), row.getString("template_body"),
				SandboxStackRows.values(row, "parameters"),
				List.of(StringUtils.commaDelimitedListToStringArray(row.getString("capabilities"))), OnFailure.ROLLBACK,
				false, row.getString("id"), Map.of(), SandboxStackRows.fault(row), SandboxStackRows.account(row),
				SandboxStackRows.values(row, "tags"));
		return new SandboxChangeSet(row.getString("id"), row.getString("stack_id"), row.getString("name"),
				row.getString("description"), row.getInt("base"), operation);
	}

}
