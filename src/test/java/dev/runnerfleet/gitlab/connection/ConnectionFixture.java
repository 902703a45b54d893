package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.gitlab.runner.GitLabFixture;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.unit.DataSize;

/** Connects as the application does, with small limits. */
public final class ConnectionFixture {

	private ConnectionFixture() {
	}

	/** Answers in place of the name service. */
	@FunctionalInterface
	public interface Names {

		InetAddress[] lookUp(String host) throws UnknownHostException;

	}

	/** By the portal's own settings. */
	public static GitLabUrls strictUrls() {
		return new GitLabUrls(strict(), List.of());
	}

	/** Loopback over plain http at any port, so that a stand-in can be reached. */
	public static GitLabUrls localUrls() {
		return new GitLabUrls(local(), List.of());
	}

	public static GitLabHttp localHttp() {
		return localHttp(InetAddress::getAllByName);
	}

	public static GitLabHttp localHttp(Names names) {
		return http(local(), names::lookUp);
	}

	/** Waits for as long as GitLab takes, but no longer than this for it to say more. */
	public static GitLabHttp localHttp(Duration readTimeout) {
		GitLabProperties local = local();
		return http(
				new GitLabProperties(local.allowedNetworks(), Set.of(), local.allowedPorts(), true, null, null,
						Duration.ofSeconds(5), readTimeout, Duration.ofSeconds(30), DataSize.ofKilobytes(256)),
				InetAddress::getAllByName);
	}

	/** Posts as the portal does by its own settings. */
	public static GuardedPosts strictPosts() {
		return new GuardedPosts(strictUrls(), http(strict(), InetAddress::getAllByName));
	}

	/** Posts to stand-ins, too, which may be silent for so long. */
	public static GuardedPosts localPosts(Duration readTimeout) {
		return new GuardedPosts(localUrls(), localHttp(readTimeout));
	}

	static GitLabProperties strict() {
		return properties(List.of(), Set.of(), false, Duration.ofSeconds(20), null);
	}

	static GitLabProperties local() {
		return properties(List.of("127.0.0.0/8"), Set.of(), true, Duration.ofSeconds(20), null);
	}

	static GitLabProperties properties(List<String> networks, Set<String> hosts, boolean http, Duration deadline,
			String sslBundle) {
		return new GitLabProperties(networks, hosts, http ? new AnyPort() : Set.of(80, 443, 8443), http, sslBundle,
				null, Duration.ofSeconds(2), Duration.ofSeconds(5), deadline, DataSize.ofKilobytes(256));
	}

	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(), null);
	}

	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, String bundle, SslBundle certificates) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(bundle, certificates), null);
	}

	/** What a GitLab behind a proxy is called with. */
	static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, SslBundle certificates,
			GitLabProxy proxy) {
		return tokens(properties, lookup, new DefaultSslBundleRegistry(properties.sslBundle(), certificates), proxy);
	}

	private static RunnerTokens tokens(GitLabProperties properties, HostLookup lookup, DefaultSslBundleRegistry bundles,
			GitLabProxy proxy) {
		return GitLabFixture.tokens(new GitLabUrls(properties, List.of()),
				new GitLabHttp(properties, bundles, lookup, proxy, calls()), new FakeAudit());
	}

	private static GitLabHttp http(GitLabProperties properties, HostLookup lookup) {
		return new GitLabHttp(properties, new DefaultSslBundleRegistry(), lookup, null, calls());
	}

	private static GitLabCalls calls() {
		return new GitLabCalls(new SimpleMeterRegistry());
	}

	/** A stand-in gets whatever port is free. */
	private static final class AnyPort extends AbstractSet<Integer> {

		@Override
		public boolean contains(Object port) {
			return true;
		}

		@Override
		public Iterator<Integer> iterator() {
			return Collections.emptyIterator();
		}

		@Override
		public int size() {
			return 0;
		}

	}

}
