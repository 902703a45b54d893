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

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

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
	@EnumSource(TestDatabase.class)
	void theStepsOfAProofAreMeasuredHere(TestDatabase database) {
		JdbcClient jdbc = JdbcClient.create(database.empty());
		UsualTimes times = new UsualTimes(jdbc, new UsualTimesProperties(Duration.ofMinutes(5)));
		assertThat(times.ofLaunch("docker-autoscaler", HERE).of(LaunchStep.WORKER)).isEqualTo(Duration.ofMinutes(1));
		proof(jdbc, "eu-central-1", "PROVEN", 40, 52);
		proof(jdbc, "eu-central-1", "PROVEN", 50, 64);
		proof(jdbc, "eu-central-1", "PROVEN", 90, 190);
		proof(jdbc, "eu-central-1", "UNPROVEN", 500, 900);
		proof(jdbc, "eu-west-1", "PROVEN", 1, 2);
		UsualTime here = times.ofLaunch("docker-autoscaler", HERE);
		assertThat(here.of(LaunchStep.WORKER)).isEqualTo(Duration.ofSeconds(50));
		assertThat(here.of(LaunchStep.JOB)).isEqualTo(Duration.ofSeconds(14));
	}

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void aManagerIsMeasuredFromItsStartUntilItIsAccepted(TestDatabase database) {
		JdbcClient jdbc = JdbcClient.create(database.empty());
		UsualTimes times = new UsualTimes(jdbc, new UsualTimesProperties(Duration.ofMinutes(5)));
		assertThat(times.ofLaunch("docker-autoscaler", HERE).of(LaunchStep.MANAGER)).isEqualTo(Duration.ofSeconds(100));
		boot(jdbc, "ManagerGroup", GROUP, 20, 60);
		boot(jdbc, "Manager", "AWS::EC2::Instance", 20, 95);
		boot(jdbc, "ManagerGroup", GROUP, 10, 99);
		assertThat(times.ofLaunch("docker-autoscaler", HERE).of(LaunchStep.MANAGER)).isEqualTo(Duration.ofSeconds(75));
	}

	/** A launch of 100 seconds whose manager was replaced long after. */
	private static void boot(JdbcClient jdbc, String manager, String type, int begun, int accepted) {
		UUID launch = launch(jdbc, "docker-autoscaler", "eu-central-1", "SUCCEEDED", 100);
		UUID stack = jdbc.sql("select stack_id from operation where id = ?").param(launch).query(UUID.class).single();
		event(jdbc, stack, "WorkerGroup", GROUP, 5, 2, "CREATE_IN_PROGRESS");
		event(jdbc, stack, manager, type, 1, begun, "CREATE_IN_PROGRESS");
		event(jdbc, stack, manager, type, 2, accepted, "CREATE_COMPLETE");
		event(jdbc, stack, manager, type, 3, 5000, "CREATE_IN_PROGRESS");
		event(jdbc, stack, manager, type, 4, 9000, "CREATE_COMPLETE");
	}

	private static void event(JdbcClient jdbc, UUID stack, String manager, String type, int seq, int second,
			String status) {
		jdbc.sql("""
				insert into stack_event (stack_id, seq, event_id, at, logical_id, type, status)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(stack, seq, "event-" + seq, DAY.plusSeconds(second), manager, type, status)
			.update();
	}

	@ParameterizedTest
	@CsvSource({ "1,about 5 s", "23,about 25 s", "88,about 90 s", "95,about 2 min", "200,about 3 min",
			"3700,about 62 min" })
	void aLengthIsToldAsAPersonWould(int seconds, String words) {
		assertThat(new UsualTime(Duration.ofSeconds(seconds), 1).words()).isEqualTo(words);
	}

	/**
	 * A launch of 100 seconds and what came of its proof.
	 * @param worker seconds from then on until a worker was up
	 * @param job seconds until the manager told what came of it
	 */
	private static void proof(JdbcClient jdbc, String region, String verdict, int worker, int job) {
		UUID launch = launch(jdbc, "docker-autoscaler", region, "SUCCEEDED", 100);
		UUID stack = jdbc.sql("select stack_id from operation where id = ?").param(launch).query(UUID.class).single();
		jdbc.sql("""
				insert into autopsy (operation_id, stack_id, purpose, asked_at, ended, verdict, step, words, answer,
					heard_at, worker_at, evidence)
				values (?, ?, 'PROOF', ?, true, ?, 'prove', '', '', ?, ?, '[]')""")
			.params(launch, stack, DAY, verdict, DAY.plusSeconds(100 + job), DAY.plusSeconds(100 + worker))
			.update();
	}

	private static UUID launch(JdbcClient jdbc, String blueprint, String region, String state, int seconds) {
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
		UUID operation = UUID.randomUUID();
		jdbc.sql("""
				insert into operation (id, stack_id, kind, state, requested_by, from_seq, started_at, finished_at,
					watched_until)
				values (?, ?, 'LAUNCH', ?, 'ada', 0, ?, ?, ?)""")
			.params(operation, id, state, DAY, DAY.plusSeconds(seconds), DAY)
			.update();
		return operation;
	}

}
