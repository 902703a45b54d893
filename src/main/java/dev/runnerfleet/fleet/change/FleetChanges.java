package dev.runnerfleet.fleet.change;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetChange;
import dev.runnerfleet.fleet.StackTags;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of changes, one beside each preview. */
@Component
class FleetChanges {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	FleetChanges(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void add(FleetChange change) {
		this.jdbc.sql(
				"insert into fleet_change (preview_id, blueprint_version, parameters, token_replaced, stack_tags) values (?, ?, ?, ?, ?)")
			.params(Arrays.asList(change.previewId(), change.blueprintVersion(),
					this.json.writeValueAsString(change.parameters()), change.tokenReplaced(),
					(change.stackTags() != null) ? change.stackTags().text() : null))
			.update();
	}

	Optional<FleetChange> find(UUID previewId) {
		return this.jdbc.sql("select * from fleet_change where preview_id = ?")
			.param(previewId)
			.query((row, index) -> new FleetChange(previewId, row.getInt("blueprint_version"),
					this.json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {
					}), row.getBoolean("token_replaced"), tags(row.getString("stack_tags"))))
			.optional();
	}

	private static @Nullable StackTags tags(@Nullable String text) {
		return (text != null) ? StackTags.read(text) : null;
	}

}
