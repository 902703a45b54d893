package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.aws.Lanes;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module wired by hand over an empty database. Another one over the same database
 * plays the portal after a restart.
 */
class StackFixture {

	static final Cadence CADENCE = new Cadence(Duration.ofSeconds(2), Duration.ofSeconds(10), 4, Duration.ofSeconds(30),
			Duration.ofMinutes(1), Duration.ofMinutes(1));

	static final String TOKEN = "glrt-" + "x".repeat(20);

	final SettableClock clock;

	final FakeCloudFormation aws;

	final List<Object> announced = new ArrayList<>();

	final JdbcClient jdbc;

	final Stacks stacks;

	final Arrivals arrivals;

	final StackLauncher launcher;

	final Tracker tracker;

	final LaterLooks laterLooks;

	final RegionFollower follower;

	final PassingTime time;

	final Operations operations;

	final Watching watching;

	final Intents intents;

	final Previews previews;

	final PreviewTracker previewTracker;

	final Updates updates;

	final UpdateCancellation cancellation;

	final RollbackContinuation rollback;

	final SchedulerClient scheduler;

	final Sweep sweep;

	final StackRemover remover;

	final TerminationProtection protection;

	final Drifts drifts;

	final DriftDetection drift;

	private final Tracking tracking;

	private final DataSource dataSource;

	StackFixture() {
		this(TestDatabase.H2);
	}

	StackFixture(TestDatabase database) {
		this(database.empty(), new FakeCloudFormation(), new SettableClock());
	}

	StackFixture(DataSource dataSource, FakeCloudFormation aws, SettableClock clock) {
		this.dataSource = dataSource;
		this.aws = aws;
		this.clock = clock;
		DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
		TransactionTemplate transaction = new TransactionTemplate(transactions);
		this.jdbc = JdbcClient.create(dataSource);
		this.scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).build();
		Cadence cadence = CADENCE;
		this.tracking = new Tracking(this.jdbc, this.scheduler, transactions, cadence, clock);
		CloudFormation cloudFormation = new CloudFormation(aws);
		StackListing listing = new StackListing(aws);
		StackRows rows = new StackRows(this.jdbc, this.announced::add);
		Sightings sightings = new Sightings(this.jdbc, this.announced::add);
		this.operations = new Operations(this.jdbc, this::announce);
		this.stacks = new Stacks(this.jdbc, new StackPages(this.jdbc));
		this.arrivals = new Arrivals(cloudFormation, this.stacks, rows, this.operations, this::announce, transaction,
				clock);
		this.launcher = new StackLauncher(rows, this.operations, cloudFormation, this.tracking,
				new StackNames(this.jdbc, rows, cloudFormation, listing, transaction), this.arrivals, transaction,
				clock);
		EventStore events = new EventStore(this.jdbc, this.stacks);
		Endings endings = new Endings(cloudFormation, listing, this.stacks, rows, this.operations, events, sightings,
				this.tracking, cadence, transaction, clock);
		this.tracker = new Tracker(new Repair(this.arrivals, rows, this.operations, cadence, transaction, clock),
				cloudFormation, this.stacks, rows, this.operations, events, endings, cadence, transaction, clock);
		this.laterLooks = new LaterLooks(cloudFormation, this.stacks, rows, this.operations, events, endings,
				this.tracking, transaction, clock);
		this.time = new PassingTime(clock);
		this.follower = new RegionFollower(this.tracking, this.tracker, endings, this.laterLooks, listing,
				new Budget(cadence, this.time), new Lanes(), cadence, this.time, () -> 0.5, Runnable::run, clock);
		this.intents = new Intents(rows, this.operations, this.tracking, transaction, clock);
		ChangeSets changeSets = new ChangeSets(aws);
		PreviewRows previewRows = new PreviewRows(this.jdbc, JsonMapper.shared());
		this.previews = new Previews(changeSets, previewRows, rows, this.operations,
				new PreviewTasks(this.scheduler, cadence, clock), transaction, clock);
		this.previewTracker = new PreviewTracker(changeSets, previewRows, this.stacks, this.operations, cadence,
				transaction, clock);
		this.updates = new Updates(this.intents, changeSets, previewRows, this.stacks, rows, this.arrivals,
				this.tracker);
		this.cancellation = new UpdateCancellation(aws, this.stacks, rows, this.operations, this.tracking, transaction);
		this.rollback = new RollbackContinuation(aws, this.intents, this.stacks, this.arrivals, this.tracker);
		this.sweep = new Sweep(listing, cloudFormation, sightings, rows, this.intents, this.arrivals, transaction);
		this.remover = new StackRemover(this.intents, this.operations, this.stacks, rows, aws, transaction, clock);
		this.protection = new TerminationProtection(aws, this.stacks);
		this.drifts = new Drifts(this.jdbc);
		this.drift = new DriftDetection(new DriftCalls(aws), this.drifts, this.stacks, rows, this.operations,
				this.scheduler, this.announced::add, transaction, clock);
		this.watching = new Watching(this.operations, transaction, clock);
	}

	/** The portal over an AWS of the test's own. */
	static StackFixture over(FakeCloudFormation aws, SettableClock clock) {
		return new StackFixture(TestDatabase.H2.empty(), aws, clock);
	}

	private void announce(Object event) {
		this.announced.add(event);
		if (event instanceof OperationEnded ended) {
			this.previews.ended(ended);
		}
		if (event instanceof OperationArrived arrived) {
			this.tracking.arrived(arrived);
			this.previews.arrived(arrived);
		}
	}

	/** The portal after a restart: same database, same AWS, nothing remembered. */
	StackFixture restarted() {
		return new StackFixture(this.dataSource, this.aws, this.clock);
	}

	LaunchOutcome launch(String name) {
		return launch(name, "form-1/" + name);
	}

	LaunchOutcome launch(String name, String requestKey) {
		return launch(name, requestKey, () -> Map.of("RunnerToken", Secret.of(TOKEN)));
	}

	LaunchOutcome launch(String name, String requestKey, Secrets secrets) {
		return this.launcher.launch(new StackLaunch(name, "eu-central-1", "Resources: {}", Map.of("VpcId", "vpc-1"),
				false, false, 3, "ada", requestKey), (id) -> {
				}, secrets);
	}

	Stack only() {
		return this.jdbc.sql("select * from stack").query(Rows::stack).single();
	}

	Operation operation() {
		return this.jdbc.sql("select * from operation").query(Rows::operation).single();
	}

	Optional<Duration> check() {
		return this.tracker.check(operation().id());
	}

	/** When a preview is looked at next, empty if it never is. */
	Optional<Instant> nextLookAtPreview(UUID previewId) {
		return this.scheduler.getScheduledExecution(PreviewTasks.TASK.instanceId(previewId.toString()))
			.map(ScheduledExecution::getExecutionTime);
	}

	/** When AWS is asked about an operation next, {@code null} if it never is. */
	@Nullable Instant nextLook(UUID operationId) {
		return this.jdbc.sql("select look_at from operation where id = ?")
			.param(operationId)
			.query((row, index) -> Optional.ofNullable(Rows.instantOrNull(row, "look_at")))
			.single()
			.orElse(null);
	}

	/** Lets the region be followed for a while, in no time. */
	void follow(Duration length) {
		Instant until = this.clock.instant().plus(length);
		this.follower.follow("eu-central-1", () -> !this.clock.instant().isBefore(until));
	}

	/** Time stands still until the test moves it. */
	static final class SettableClock extends Clock {

		private Instant now = Instant.parse("2027-01-15T08:00:00Z");

		void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

	}

}
