package dev.runnerfleet.gitlab;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** What the tests of other modules need of this one, to talk to a {@link StandIn}. */
public final class LocalGitLab {

	private LocalGitLab() {
	}

	public static RunnerTokens tokens() {
		return GitLabFixture.tokens(GitLabFixture.local(), InetAddress::getAllByName);
	}

	public static MadeRunners made(Clock clock) {
		return new MadeRunners(tokens(), Runnable::run, clock);
	}

	/** Makes runners for forms that a database of its own remembers. */
	public static RunnerForms forms(MadeRunners made, Clock clock) {
		return new RunnerForms(tokens(), made, new FormRows(RunnerFormsTest.database(), clock));
	}

	/** Reads addresses by the portal's own settings. */
	public static GitLabAddresses addresses() {
		return new GitLabAddresses(new GitLabUrls(GitLabFixture.strict(), List.of()));
	}

	public static Runners runners() {
		GitLabProperties properties = GitLabFixture.local();
		return new Runners(new GitLabUrls(properties, List.of()),
				new GitLabHttp(properties, new DefaultSslBundleRegistry(), InetAddress::getAllByName, null),
				new AnswerReader(Clock.fixed(GitLabFixture.NOW, java.time.ZoneOffset.UTC)));
	}

}
