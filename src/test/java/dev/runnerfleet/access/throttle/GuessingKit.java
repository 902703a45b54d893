package dev.runnerfleet.access.throttle;

import java.time.Clock;

import javax.sql.DataSource;

import dev.runnerfleet.audit.Audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The throttle and what belongs to it, over a database and a clock of a test's own. */
public final class GuessingKit {

	private final Throttle throttle;

	private final KnownBrowsers browsers;

	private final RefusalTrail trail;

	public GuessingKit(DataSource database, Audit audit, Clock clock) {
		JdbcClient jdbc = JdbcClient.create(database);
		this.throttle = new Throttle(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), clock);
		this.browsers = new KnownBrowsers(jdbc, clock);
		this.trail = new RefusalTrail(audit, clock);
	}

	public Throttle throttle() {
		return this.throttle;
	}

	public KnownBrowsers browsers() {
		return this.browsers;
	}

	public RefusalTrail trail() {
		return this.trail;
	}

	/** Writes what the trail holds back until a run of refusals is over. */
	public void tell() {
		this.trail.tell();
	}

}
