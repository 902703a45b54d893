package dev.runnerfleet.stack.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EventRetentionTest {

	private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

	private JdbcClient jdbc;

	private DataSource dataSource;

	private void on(TestDatabase database) {
		this.dataSource = database.empty();
		this.jdbc = JdbcClient.create(this.dataSource);
	}

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void oldEventsGoAndTheStackRemembersUpToWhen(TestDatabase database) {
		on(database);
		UUID blue = stack("blue");
		event(blue, 1, Duration.ofDays(40));
		event(blue, 2, Duration.ofDays(31));
		event(blue, 3, Duration.ofDays(29));
		retention(Duration.ofDays(30)).tidy(() -> false);
		assertThat(events(blue)).containsExactly(3L);
		assertThat(this.jdbc.sql("select count(*) from stack where events_cleared_until = ?")
			.param(NOW.minus(Duration.ofDays(30)).atOffset(ZoneOffset.UTC))
			.query(Integer.class)
			.single()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void whatGoesOnKeepsAllOfItsEventsUntilItIsOver(TestDatabase database) {
		on(database);
		UUID blue = stack("blue");
		event(blue, 1, Duration.ofDays(40));
		UUID operation = UUID.randomUUID();
		this.jdbc.sql("""
				insert into operation (id, stack_id, kind, state, active_stack, requested_by, from_seq, started_at,
					watched_until)
				values (?, ?, 'LAUNCH', 'RUNNING', ?, 'ada', 0, ?, ?)""")
			.params(operation, blue, blue, NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC))
			.update();
		retention(Duration.ofDays(30)).tidy(() -> false);
		assertThat(events(blue)).containsExactly(1L);
		this.jdbc.sql("update operation set active_stack = null, state = 'SUCCEEDED', look_at = ?")
			.param(NOW.atOffset(ZoneOffset.UTC))
			.update();
		retention(Duration.ofDays(30)).tidy(() -> false);
		assertThat(events(blue)).containsExactly(1L);
		this.jdbc.sql("update operation set look_at = null").update();
		retention(Duration.ofDays(30)).tidy(() -> false);
		assertThat(events(blue)).isEmpty();
	}

	@Test
	void theyAreKeptForGoodUnlessSomethingElseIsWanted() {
		on(TestDatabase.H2);
		UUID blue = stack("blue");
		event(blue, 1, Duration.ofDays(4000));
		retention(null).tidy(() -> false);
		assertThat(events(blue)).containsExactly(1L);
		assertThatIllegalArgumentException().isThrownBy(() -> new RetentionProperties(Duration.ofHours(1)));
	}

	@Test
	void aStopIsHeededAndTheNextTimeGoesOn() {
		on(TestDatabase.H2);
		UUID blue = stack("blue");
		for (int seq = 1; seq <= 1500; seq++) {
			event(blue, seq, Duration.ofDays(40));
		}
		retention(Duration.ofDays(30)).tidy(() -> events(blue).size() < 1500);
		assertThat(events(blue)).hasSize(500);
		retention(Duration.ofDays(30)).tidy(() -> false);
		assertThat(events(blue)).isEmpty();
	}

	private UUID stack(String name) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into stack (id, name, region, status, resources_done, resources_total, last_seq, created_by,
					created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', 'CREATE_COMPLETE', 1, 1, 3, 'ada', ?, ?, ?, 0)""")
			.params(id, name, NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC))
			.update();
		return id;
	}

	private void event(UUID stack, long seq, Duration ago) {
		this.jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, type, status)
				values (?, ?, ?, ?, 'Group', 'AWS::AutoScaling::AutoScalingGroup', 'CREATE_COMPLETE')""")
			.params(stack, seq, "event-" + seq, NOW.minus(ago).atOffset(ZoneOffset.UTC))
			.update();
	}

	private List<Long> events(UUID stack) {
		return this.jdbc.sql("select seq from stack_event where stack_id = ? order by seq")
			.param(stack)
			.query(Long.class)
			.list();
	}

	private EventRetention retention(@Nullable Duration keep) {
		return new EventRetention(this.jdbc, new TransactionTemplate(new JdbcTransactionManager(this.dataSource)),
				Clock.fixed(NOW, ZoneOffset.UTC), new RetentionProperties(keep));
	}

}
