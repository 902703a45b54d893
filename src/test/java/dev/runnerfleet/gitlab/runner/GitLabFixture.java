package dev.runnerfleet.gitlab.runner;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.gitlab.connection.ConnectionFixture;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.secret.Secret;

/** Puts the module together as the application does, with small limits. */
public final class GitLabFixture {

	public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	public static final Secret REGISTRATION = Secret.of("GR1348941" + "r".repeat(20));

	public static final Secret RUNNER = Secret.of("glrt-" + "x".repeat(20));

	public static final Secret ACCESS = Secret.of("glpat-" + "a".repeat(20));

	public static final RunnerWish.Options OPTIONS = RunnerWish.Options.named("a fleet");

	private GitLabFixture() {
	}

	/** For a stand-in on this machine. */
	public static RunnerTokens tokens() {
		return tokens(new FakeAudit());
	}

	static RunnerTokens tokens(Audit audit) {
		return tokens(ConnectionFixture.localUrls(), ConnectionFixture.localHttp(), audit);
	}

	static RunnerTokens tokens(ConnectionFixture.Names names) {
		return tokens(ConnectionFixture.localUrls(), ConnectionFixture.localHttp(names), new FakeAudit());
	}

	public static RunnerTokens tokens(GitLabUrls urls, GitLabHttp http, Audit audit) {
		return new RunnerTokens(urls, http, reader(), audit);
	}

	static AnswerReader reader() {
		return new AnswerReader(Clock.fixed(NOW, ZoneOffset.UTC));
	}

}
