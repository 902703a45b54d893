package dev.runnerfleet.gitlab.runner;

import java.time.Clock;

import dev.runnerfleet.gitlab.connection.ConnectionFixture;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tests of other modules need of this one, to talk to a {@link StandIn}. */
public final class LocalGitLab {

	private LocalGitLab() {
	}

	public static RunnerTokens tokens() {
		return GitLabFixture.tokens();
	}

	public static KeptRunners made(Clock clock) {
		return new KeptRunners(tokens(), Runnable::run, clock);
	}

	/** Makes runners for forms that a database of its own remembers. */
	public static RunnerForms forms(KeptRunners made, Clock clock) {
		return new RunnerForms(tokens(), made, new FormRows(RunnerFormsTest.database(), clock));
	}

	/** Makes runners for forms that a database remembers. */
	public static RunnerForms forms(RunnerTokens tokens, JdbcClient database, Clock clock) {
		return new RunnerForms(tokens, new KeptRunners(tokens, Runnable::run, clock), new FormRows(database, clock));
	}

	/** An empty one. */
	public static JdbcClient database() {
		return RunnerFormsTest.database();
	}

	/** Reads addresses by the portal's own settings. */
	public static GitLabAddresses addresses() {
		return new GitLabAddresses(ConnectionFixture.strictUrls());
	}

	public static Runners runners() {
		return new Runners(ConnectionFixture.localUrls(), ConnectionFixture.localHttp(), GitLabFixture.reader());
	}

}
