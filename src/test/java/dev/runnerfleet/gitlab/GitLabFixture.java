package dev.runnerfleet.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.secret.Secret;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.unit.DataSize;

/** Puts the module together as the application does, with small limits. */
final class GitLabFixture {

	static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	static final Secret REGISTRATION = Secret.of("GR1348941" + "r".repeat(20));

	static final Secret RUNNER = Secret.of("glrt-" + "x".repeat(20));

	static final Secret ACCESS = Secret.of("glpat-" + "a".repeat(20));

	static final RunnerOptions OPTIONS = RunnerOptions.named("a fleet");

	private GitLabFixture() {
	}

	static GitLabProperties strict() {
		return properties(List.of(), Set.of(), false, Duration.ofSeconds(20), null);
	}

	/** Loopback over plain http at any port, so that a stand-in can be reached. */
	static GitLabProperties local() {
		return properties(List.of("127.0.0.0/8"), Set.of(), true, Duration.ofSeconds(20), null);
	}

	static GitLabProperties properties(List<String> networks, Set<String> hosts, boolean http, Duration deadline,
			String sslBundle) {
		return new GitLabProperties(networks, hosts, http ? new AnyPort() : Set.of(80, 443, 8443), http, sslBundle,
				null, Duration.ofSeconds(2), Duration.ofSeconds(5), deadline, DataSize.ofKilobytes(256));
	}

	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup) {
		return tokens(properties, lookup, new FakeAudit());
	}

	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, Audit audit) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(), audit, null);
	}

	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, String bundle, SslBundle certificates) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(bundle, certificates), new FakeAudit(), null);
	}

	/** What a GitLab behind a proxy is called with. */
	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, SslBundle certificates,
			GitLabProxy proxy) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(properties.sslBundle(), certificates),
				new FakeAudit(), proxy);
	}

	private static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, DefaultSslBundleRegistry bundles,
			Audit audit, GitLabProxy proxy) {
		return new RunnerTokens(new GitLabUrls(properties, List.of()),
				new GitLabHttp(properties, bundles, lookup, proxy), new AnswerReader(Clock.fixed(NOW, ZoneOffset.UTC)),
				audit);
	}

	/** A stand-in gets whatever port is free. */
	private static final class AnyPort extends java.util.AbstractSet<Integer> {

		@Override
		public boolean contains(Object port) {
			return true;
		}

		@Override
		public java.util.Iterator<Integer> iterator() {
			return java.util.Collections.emptyIterator();
		}

		@Override
		public int size() {
			return 0;
		}

	}

}
