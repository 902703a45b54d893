package dev.runnerfleet.stack.trial;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.SettableClock;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.FakeCloudFormation;
import dev.runnerfleet.stack.PassingClock;
import dev.runnerfleet.stack.StackFixture;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Trials wired by hand over an empty database. */
public final class TrialFixture {

	public final ReviewingCloudFormation aws = new ReviewingCloudFormation();

	public final SettableClock clock;

	public final JdbcClient jdbc;

	public final Trials trials;

	final SchedulerClient scheduler;

	final TrialTasks tasks;

	public TrialFixture(TestDatabase database) {
		DataSource empty = database.empty();
		StackFixture portal = new StackFixture(empty, new FakeCloudFormation(), new SettableClock());
		this.clock = portal.clock;
		this.jdbc = portal.jdbc;
		this.scheduler = portal.scheduler;
		TrialRows rows = new TrialRows(this.jdbc);
		TrialCalls calls = new TrialCalls(this.aws);
		this.tasks = new TrialTasks(this.scheduler, rows, calls, StackFixture.PROPERTIES, this.clock);
		this.trials = new Trials(calls, rows, this.tasks, new PassingClock(this.clock),
				new TransactionTemplate(new DataSourceTransactionManager(empty)), this.clock);
	}

}
