package dev.runnerfleet.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What two replicas do at the same moment over the PostgreSQL that they share. */
class SideBySideTest {

	private static EmbeddedPostgres postgres;

	private final DataSource dataSource = postgres.getPostgresDatabase();

	private final FakeCloudFormation aws = new FakeCloudFormation();

	private final StackFixture portal = new StackFixture(this.dataSource, this.aws, new StackFixture.SettableClock());

	private final TransactionTemplate transaction = new TransactionTemplate(
			new DataSourceTransactionManager(this.dataSource));

	private final JdbcClient observer = JdbcClient.create(postgres.getPostgresDatabase());

	@BeforeAll
	static void start() throws IOException {
		postgres = EmbeddedPostgres.start();
		Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
	}

	@BeforeEach
	void empty() {
		this.observer.sql("delete from scheduled_tasks").update();
		this.observer.sql("delete from stack").update();
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@Test
	void bothLaunchTheFirstStackOfARegion() throws Exception {
		CompletableFuture<StackLaunch.Outcome> launch = this.transaction.execute((status) -> {
			TrackingSchedule.TASK.begin(this.portal.scheduler, "eu-central-1", this.portal.clock.instant());
			return begunAndWaiting(() -> this.portal.launch("blue"));
		});
		assertThat(launch.get(20, TimeUnit.SECONDS)).isInstanceOf(StackLaunch.Outcome.Launched.class);
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
	}

	@Test
	void oneHearsOfALaunchWhileTheOtherFindsIt() throws Exception {
		this.aws.answer("CreateStack", AnswerWay.CUT_THOUGH_DONE);
		this.portal.launch("blue");
		this.aws.answerWell();
		Operation launch = this.portal.operation();
		var found = this.transaction.execute((status) -> {
			this.portal.operations.lock(launch.id());
			var look = begunAndWaiting(() -> this.portal.arrivals.look(launch.stackId()));
			this.portal.jdbc.sql("select * from stack where id = ? for update")
				.param(launch.stackId())
				.query(RowMappers::stack)
				.single();
			return look;
		});
		assertThat(found.get(20, TimeUnit.SECONDS)).isPresent();
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
	}

	/** Lets another replica work until it waits for this transaction. */
	private <T> CompletableFuture<T> begunAndWaiting(Supplier<T> work) {
		CompletableFuture<T> other = CompletableFuture.supplyAsync(work);
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.observer.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
				.query(Integer.class)
				.single() == 1);
		return other;
	}

}
