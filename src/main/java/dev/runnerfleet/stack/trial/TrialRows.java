package dev.runnerfleet.stack.trial;

import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of trials of which something may be left in AWS. */
@Component
class TrialRows {

	private final JdbcClient jdbc;

	TrialRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(Trial trial) {
		this.jdbc.sql("insert into stack_trial (id, account, region, stack_name, begun_at) values (?, ?, ?, ?, ?)")
			.params(trial.id(), trial.place().account(), trial.place().region(), trial.stackName(),
					Columns.sql(trial.begunAt()))
			.update();
	}

	Optional<Trial> find(UUID id) {
		return this.jdbc.sql("select * from stack_trial where id = ?")
			.param(id)
			.query((row, index) -> new Trial(row.getObject("id", UUID.class), Columns.place(row, index),
					row.getString("stack_name"), Columns.instant(row, "begun_at")))
			.optional();
	}

	void delete(UUID id) {
		this.jdbc.sql("delete from stack_trial where id = ?").param(id).update();
	}

}
