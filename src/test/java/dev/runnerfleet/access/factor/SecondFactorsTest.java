package dev.runnerfleet.access.factor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.secret.KeyVault;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which time codes go by. */
class SecondFactorsTest {

	private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

	@Test
	void codesAreRightWhereThePortalsClockIsAheadOfTheMachines() {
		JdbcClient jdbc = JdbcClient.create(database());
		jdbc.sql(
				"insert into portal_user (name, password, role, enabled, created_at) values ('mara', '', 'ADMIN', true, ?)")
			.param(NOW.atOffset(ZoneOffset.UTC))
			.update();
		Clock ahead = Clock.fixed(NOW.plus(Duration.ofMinutes(5)), ZoneOffset.UTC);
		SecondFactors factors = new SecondFactors(jdbc, new RecoveryCodes(jdbc), new KeyVault(() -> new byte[32]),
				new FakeAudit(), new MachineTime(() -> NOW), ahead);
		factors.begin("mara");
		Authenticator app = Authenticator.scan(factors.begun("mara").orElseThrow().link());
		assertThat(factors.confirm("mara", app.code(NOW, 0))).isPresent();
		assertThat(factors.verify("mara", app.code(NOW, 10))).isFalse();
		assertThat(factors.verify("mara", app.code(NOW, 1))).isTrue();
	}

	private static JdbcDataSource database() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		Flyway.configure().dataSource(database).load().migrate();
		return database;
	}

}
