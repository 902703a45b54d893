package dev.runnerfleet.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of fleets. */
@Component
class Fleets {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Fleets(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void add(Fleet fleet) {
		this.jdbc
			.sql("insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters) values (?, ?, ?, ?, ?)")
			.params(fleet.id(), fleet.blueprint(), fleet.blueprintVersion(), fleet.gitlabUrl(),
					this.json.writeValueAsString(fleet.parameters()))
			.update();
	}

	/** Stores the values that a fleet has now. */
	void changed(Fleet fleet) {
		this.jdbc.sql("update fleet set gitlab_url = ?, parameters = ? where id = ?")
			.params(fleet.gitlabUrl(), this.json.writeValueAsString(fleet.parameters()), fleet.id())
			.update();
	}

	/** Remembers the runner that was made for a launch, before anything else can fail. */
	void runnerMade(UUID id, Fleet.Runner runner) {
		this.jdbc.sql("update fleet set runner_id = ?, runner_link = ? where id = ?")
			.params(runner.id(), runner.link(), id)
			.update();
	}

	Optional<Fleet> find(UUID id) {
		return this.jdbc.sql("select * from fleet where id = ?").param(id).query(this::fleet).optional();
	}

	Map<UUID, Fleet> find(Collection<UUID> ids) {
		return ids.isEmpty() ? Map.of()
				: this.jdbc.sql("select * from fleet where id in (:ids)")
					.param("ids", ids)
					.query(this::fleet)
					.list()
					.stream()
					.collect(Collectors.toMap(Fleet::id, Function.identity()));
	}

	private Fleet fleet(ResultSet row, int index) throws SQLException {
		String link = row.getString("runner_link");
		return new Fleet(row.getObject("id", UUID.class), row.getString("blueprint"), row.getInt("blueprint_version"),
				row.getString("gitlab_url"),
				this.json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {
				}), (link != null) ? new Fleet.Runner(row.getLong("runner_id"), link) : null);
	}

}
