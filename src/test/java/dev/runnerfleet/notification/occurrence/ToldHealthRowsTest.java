package dev.runnerfleet.notification.occurrence;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.Columns;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class ToldHealthRowsTest {

	private final SettableClock clock = new SettableClock();

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void howeverManyAreDueOnlySomeAreReadAtOnceTheEarliestFirst(TestDatabase database) {
		JdbcClient jdbc = JdbcClient.create(database.empty());
		Instant now = this.clock.instant();
		for (int minute = 1; minute <= 5; minute++) {
			due(jdbc, "fleet-" + minute, now.minusSeconds(60L * minute));
		}
		ToldHealthRows rows = new ToldHealthRows(jdbc, this.clock);
		assertThat(rows.due(2)).extracting((due) -> due.fleet().name()).containsExactly("fleet-5", "fleet-4");
		assertThat(rows.due(HealthOccurrences.AT_ONCE)).hasSize(5);
	}

	private static void due(JdbcClient jdbc, String name, Instant at) {
		UUID id = UUID.randomUUID();
		jdbc.sql("""
				insert into stack (id, name, region, live_name, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', ?, 'CREATE_COMPLETE', 2, 3, 0, 'ada', ?, ?, ?, 1)""")
			.params(id, name, name, Columns.sql(at), Columns.sql(at), Columns.sql(at))
			.update();
		jdbc.sql("""
				insert into told_health (stack_id, seen, kind, words, since, turns, turns_told, due_at)
				values (?, 1, 'SILENT', 'No report', ?, 1, 0, ?)""")
			.params(id, Columns.sql(at), Columns.sql(at))
			.update();
	}

}
