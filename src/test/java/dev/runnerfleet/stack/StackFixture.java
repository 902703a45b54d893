package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.drift.DriftFixture;
import dev.runnerfleet.stack.preview.PreviewFixture;
import dev.runnerfleet.task.StepTask;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module wired by hand over an empty database. Another one over the same database
 * plays the portal after a restart.
 */
public class StackFixture {

	public static final TrackingProperties PROPERTIES = new TrackingProperties(Duration.ofSeconds(2),
			Duration.ofSeconds(10), 4, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(1));

	public static final String TOKEN = "glrt-" + "x".repeat(20);

	public final SettableClock clock;

	public final FakeCloudFormation aws;

	public final List<Object> announced = new ArrayList<>();

	public final JdbcClient jdbc;

	public final Stacks stacks;

	final LateConfirmations lateConfirmations;

	final StackLauncher launcher;

	final OperationTracker tracker;

	final OperationCompletion completion;

	final LateEvents lateEvents;

	final RegionTracker regionTracker;

	final PassingClock time;

	public final Operations operations;

	public final StackRows rows;

	final WatchedStacks watching;

	final Intents intents;

	public final PreviewFixture preview;

	final UpdateCancellation cancellation;

	final RollbackContinuation rollback;

	public final SchedulerClient scheduler;

	public final TransactionTemplate transaction;

	final IdleStackCheck idleStackCheck;

	final StackRemover remover;

	final TerminationProtection protection;

	public final DriftFixture drift;

	private final TrackingSchedule tracking;

	private final DataSource dataSource;

	public StackFixture() {
		this(TestDatabase.H2);
	}

	public StackFixture(TestDatabase database) {
		this(database.empty(), new FakeCloudFormation(), new SettableClock());
	}

	public StackFixture(DataSource dataSource, FakeCloudFormation aws, SettableClock clock) {
		this.dataSource = dataSource;
		this.aws = aws;
		this.clock = clock;
		DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
		TransactionTemplate transaction = new TransactionTemplate(transactions);
		this.transaction = transaction;
		this.jdbc = JdbcClient.create(dataSource);
		this.scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).build();
		this.tracking = new TrackingSchedule(this.jdbc, this.scheduler, transactions, PROPERTIES, clock);
		CloudFormation cloudFormation = new CloudFormation(aws);
		StackListing listing = new StackListing(aws);
		StackRows rows = new StackRows(this.jdbc, this.announced::add);
		this.rows = rows;
		StackSnapshots snapshots = new StackSnapshots(this.jdbc, this.announced::add);
		this.operations = new Operations(this.jdbc, this::announce);
		this.stacks = new Stacks(this.jdbc, new StackPages(this.jdbc));
		this.lateConfirmations = new LateConfirmations(cloudFormation, this.stacks, rows, this.operations,
				this::announce, transaction, clock);
		this.launcher = new StackLauncher(rows, this.operations, cloudFormation, this.tracking,
				new StackNames(this.jdbc, rows, cloudFormation, listing, transaction), this.lateConfirmations,
				transaction, clock);
		EventStore events = new EventStore(this.jdbc, this.stacks);
		this.completion = new OperationCompletion(cloudFormation, listing, this.stacks, rows, this.operations, events,
				snapshots, this.tracking, PROPERTIES, transaction, clock);
		this.tracker = new OperationTracker(
				new UnconfirmedOperations(this.lateConfirmations, rows, this.operations, PROPERTIES, transaction,
						clock),
				cloudFormation, this.stacks, rows, this.operations, events, this.completion, PROPERTIES, transaction,
				clock);
		this.lateEvents = new LateEvents(cloudFormation, this.stacks, rows, this.operations, events, this.completion,
				this.tracking, transaction, clock);
		this.time = new PassingClock(clock);
		this.regionTracker = new RegionTracker(this.tracking, this.tracker, this.completion, this.lateEvents, listing,
				new CallBudget(PROPERTIES, this.time), new Bulkheads(), PROPERTIES, this.time, () -> 0.5, Runnable::run,
				clock);
		this.intents = new Intents(rows, this.operations, this.tracking, transaction, clock);
		OperationStarter starter = new OperationStarter(this.intents, this.lateConfirmations, this.tracker);
		this.preview = new PreviewFixture(this, rows, this.operations, starter, transaction);
		this.cancellation = new UpdateCancellation(aws, this.stacks, rows, this.operations, this.tracking, transaction);
		this.rollback = new RollbackContinuation(aws, this.stacks, starter);
		this.idleStackCheck = new IdleStackCheck(listing, cloudFormation, snapshots, rows, this.intents,
				this.lateConfirmations, transaction);
		this.remover = new StackRemover(this.intents, this.operations, this.stacks, rows, aws, transaction, clock);
		this.protection = new TerminationProtection(aws, this.stacks);
		this.drift = new DriftFixture(this, rows, this.operations, transaction);
		this.watching = new WatchedStacks(this.operations, transaction, this.announced::add, clock);
	}

	/** The portal over an AWS of the test's own. */
	static StackFixture over(FakeCloudFormation aws, SettableClock clock) {
		return new StackFixture(TestDatabase.H2.empty(), aws, clock);
	}

	private void announce(Object event) {
		this.announced.add(event);
		if (event instanceof OperationEvent.Confirmed confirmed) {
			this.tracking.confirmed(confirmed);
		}
		if (event instanceof OperationEvent happened) {
			this.preview.hear(happened);
		}
	}

	/** The portal after a restart: same database, same AWS, nothing remembered. */
	public StackFixture restarted() {
		return new StackFixture(this.dataSource, this.aws, this.clock);
	}

	public StackLaunch.Outcome launch(String name) {
		return launch(name, "form-1/" + name);
	}

	StackLaunch.Outcome launch(String name, String requestKey) {
		return launch(name, requestKey, () -> Map.of("RunnerToken", Secret.of(TOKEN)));
	}

	StackLaunch.Outcome launch(String name, String requestKey, StackLaunch.Secrets secrets) {
		return this.launcher.launch(new StackLaunch(name, Place.in("eu-central-1"), "Resources: {}",
				Map.of("VpcId", "vpc-1"), false, false, 3, "ada", requestKey), (id) -> {
				}, secrets);
	}

	public Stack only() {
		return this.jdbc.sql("select * from stack").query(RowMappers::stack).single();
	}

	public Operation operation() {
		return this.jdbc.sql("select * from operation").query(RowMappers::operation).single();
	}

	public Optional<Duration> check() {
		return this.tracker.check(operation().id());
	}

	/** Begins with an operation that AWS has not been asked for yet. */
	public Operation planned(UUID stackId, Operation.Kind kind, String by) {
		return ((Intent.Recorded) this.intents.plan(stackId, kind, by, (operation) -> {
		})).operation();
	}

	/** Ends an operation that AWS tells nothing of. */
	public void notSent(Operation operation) {
		this.operations.update(operation.notSent(this.clock.instant()));
	}

	/** Looks at an operation once. */
	public void check(UUID operationId) {
		this.tracker.check(operationId);
	}

	/** Looks at all stacks with which nothing is under way. */
	public void checkIdleStacks() {
		this.idleStackCheck.look();
	}

	/** When AWS is asked about an operation next, {@code null} if it never is. */
	@Nullable Instant nextLook(UUID operationId) {
		return this.jdbc.sql("select look_at from operation where id = ?")
			.param(operationId)
			.query((row, index) -> Optional.ofNullable(Columns.instantOrNull(row, "look_at")))
			.single()
			.orElse(null);
	}

	/** How far ahead a region's next look ever lies. */
	public StepTask.Horizon horizon() {
		return new TrackingConfiguration().followRegionHorizon(PROPERTIES);
	}

	/** Lets the region be followed for a while, in no time. */
	void follow(Duration length) {
		Instant until = this.clock.instant().plus(length);
		this.regionTracker.follow(Place.in("eu-central-1"), () -> !this.clock.instant().isBefore(until));
	}

}
