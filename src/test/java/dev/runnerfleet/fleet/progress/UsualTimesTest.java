package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.progress.UsualTimes.UsualTime;
import dev.runnerfleet.fleet.progress.UsualTimes.UsualTimesProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class UsualTimesTest {

	private static final OffsetDateTime DAY = Instant.parse("2026-01-15T08:00:00Z").atOffset(ZoneOffset.UTC);

	private static final Place HERE = Place.in("eu-central-1");

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void theMiddleOfWhatLaunchesTookIsUsual(TestDatabase database) {
		JdbcClient jdbc = JdbcClient.create(database.empty());
		UsualTimes times = new UsualTimes(jdbc, new UsualTimesProperties(Duration.ofMinutes(5)));
		assertThat(times.ofLaunch("docker-autoscaler", HERE)).isEqualTo(new UsualTime(Duration.ofMinutes(5), 0));
		launch(jdbc, "docker-autoscaler", "eu-central-1", "SUCCEEDED", 100);
		launch(jdbc, "docker-autoscaler", "eu-central-1", "SUCCEEDED", 200);
		launch(jdbc, "docker-autoscaler", "eu-central-1", "SUCCEEDED", 900);
		launch(jdbc, "docker-autoscaler", "eu-central-1", "FAILED", 1200);
		launch(jdbc, "docker-autoscaler", "eu-west-1", "SUCCEEDED", 1);
		launch(jdbc, "docker-machine", "eu-central-1", "SUCCEEDED", 2);
		assertThat(times.ofLaunch("docker-autoscaler", HERE)).isEqualTo(new UsualTime(Duration.ofSeconds(200), 3));
		assertThat(times.ofLaunch("docker-machine", HERE)).isEqualTo(new UsualTime(Duration.ofSeconds(2), 1));
	}

	@ParameterizedTest
	@CsvSource({ "1,about 5 s", "23,about 25 s", "88,about 90 s", "95,about 2 min", "200,about 3 min",
			"3700,about 62 min" })
	void aLengthIsToldAsAPersonWould(int seconds, String words) {
		assertThat(new UsualTime(Duration.ofSeconds(seconds), 1).words()).isEqualTo(words);
	}

	private static void launch(JdbcClient jdbc, String blueprint, String region, String state, int seconds) {
		UUID id = UUID.randomUUID();
		jdbc.sql("""
				insert into stack (id, name, region, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, 'blue', ?, 'CREATE_COMPLETE', 0, 0, 0, 'ada', ?, ?, ?, 0)""")
			.params(id, region, DAY, DAY, DAY)
			.update();
		jdbc.sql("""
				insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters)
				values (?, ?, 1, 'https://gitlab.com/', '{}')""").params(id, blueprint).update();
		jdbc.sql("""
				insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
					watched_until)
				values (?, ?, 'LAUNCH', ?, 'ada', 0, ?, ?, ?)""")
			.params(UUID.randomUUID(), id, state, DAY, DAY.plusSeconds(seconds), DAY)
			.update();
	}

}
