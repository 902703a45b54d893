package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.aws.Aws;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests of other modules need of this one, over a database of theirs. */
public final class StackWiring {

	public final JdbcClient jdbc;

	public final TransactionTemplate transaction;

	public final SchedulerClient scheduler;

	public final Stacks stacks;

	public final StackLauncher launcher;

	public final StackRemover remover;

	public final TerminationProtection protection;

	public final StackStandings standings;

	public final LaunchStop launches;

	private final Operations operations;

	private final OperationTracker tracker;

	public StackWiring(DataSource dataSource, Aws aws, Clock clock, ApplicationEventPublisher events) {
		this.jdbc = JdbcClient.create(dataSource);
		DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
		this.transaction = new TransactionTemplate(transactions);
		this.scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).build();
		TrackingProperties properties = new TrackingProperties(Duration.ofSeconds(2), Duration.ofSeconds(10), 4,
				Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(1));
		TrackingSchedule tracking = new TrackingSchedule(this.jdbc, this.scheduler, transactions, properties, clock);
		CloudFormation cloudFormation = new CloudFormation(aws);
		StackListing listing = new StackListing(aws);
		StackRows rows = new StackRows(this.jdbc, events);
		this.operations = new Operations(this.jdbc, events);
		this.stacks = new Stacks(this.jdbc, new StackPages(this.jdbc));
		LateConfirmations lateConfirmations = new LateConfirmations(cloudFormation, this.stacks, rows, this.operations,
				events, this.transaction, clock);
		this.standings = new StackStandings(this.jdbc);
		this.launcher = new StackLauncher(rows, this.operations, cloudFormation, tracking,
				new StackNames(this.jdbc, rows, cloudFormation, listing, this.transaction), lateConfirmations,
				this.transaction, clock);
		EventStore eventStore = new EventStore(this.jdbc, this.stacks);
		OperationCompletion completion = new OperationCompletion(cloudFormation, listing, this.stacks, rows,
				this.operations, eventStore, new StackSnapshots(this.jdbc, events), tracking, properties,
				this.transaction, clock);
		this.tracker = new OperationTracker(
				new UnconfirmedOperations(lateConfirmations, rows, this.operations, properties, this.transaction,
						clock),
				cloudFormation, this.stacks, rows, this.operations, eventStore, completion, properties,
				this.transaction, clock);
		this.remover = new StackRemover(new Intents(rows, this.operations, tracking, this.transaction, clock),
				this.operations, this.stacks, rows, aws, this.transaction, clock);
		this.protection = new TerminationProtection(aws, this.stacks);
		this.launches = new LaunchStop(aws, this.stacks, rows, this.operations, tracking, this.transaction);
	}

	/** Looks at every operation that goes on. */
	public void track() {
		this.operations.unfinished().forEach((operation) -> this.tracker.check(operation.id()));
	}

}
