package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.runnerfleet.gitlab.GitLabException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Opens one conversation at a time with a GitLab that a person named: a client of its own
 * that remembers nothing, reaches checked addresses only, and is cut off when the time is
 * up.
 */
public final class GitLabHttp implements AutoCloseable {

	private static final Duration LOOKUP = Duration.ofSeconds(2);

	private static final int LONGEST_LINE = 16 * 1024;

	private static final int MOST_HEADERS = 200;

	private final GitLabProperties properties;

	private final @Nullable SslBundle certificates;

	private final HostLookup lookup;

	private final @Nullable GitLabProxy proxy;

	private final GitLabCalls calls;

	private final InetAddressFilter publicOrAllowed;

	private final ExecutorService executor = Executors.newCachedThreadPool(threads());

	GitLabHttp(GitLabProperties properties, SslBundles sslBundles, HostLookup lookup, @Nullable GitLabProxy proxy,
			GitLabCalls calls) {
		this.properties = properties;
		this.certificates = (properties.sslBundle() != null) ? sslBundles.getBundle(properties.sslBundle()) : null;
		this.lookup = lookup;
		this.proxy = proxy;
		this.calls = calls;
		this.publicOrAllowed = AddressKind.publicAddresses()
			.or(properties.allowedNetworks().toArray(String[]::new))
			.andNot(AddressKind.neverAllowed());
	}

	/** What is said in a conversation. */
	@FunctionalInterface
	public interface Talk<T> {

		T with(Conversation conversation) throws IOException;

	}

	/**
	 * Talks to a GitLab for no longer than the deadline.
	 * @param <T> what comes of it
	 * @param url the GitLab
	 * @param talk what to say
	 * @return what came of it
	 * @throws GitLabException if GitLab could not be reached, or not in time
	 */
	public <T> T converse(GitLabUrl url, Talk<T> talk) {
		ProxiedConnection proxied = proxied(url);
		try (CloseableHttpClient client = client(url, proxied)) {
			Conversation conversation = new Conversation(client, url, this.properties.answerLimit(), this.calls);
			try {
				return converse(url, proxied, client, conversation, talk);
			}
			catch (GitLabException ex) {
				throw ex.leaving(conversation.end());
			}
		}
		catch (IOException ex) {
			throw failure(url, proxied, ex);
		}
	}

	/**
	 * Looks up where an address leads, without a call.
	 * @throws GitLabException if that is nowhere, or where the portal must not go
	 */
	void check(GitLabUrl url) {
		ProxiedConnection proxied = proxied(url);
		try {
			if (proxied != null) {
				proxied.check();
			}
			else {
				new CheckedResolver(url.host(), allowed(url), this::lookUpSoon).resolve(url.host());
			}
		}
		catch (UnknownHostException ex) {
			throw new GitLabException(new ConnectionFailure.UnknownHost(url.host()));
		}
	}

	private <T> T converse(GitLabUrl url, @Nullable ProxiedConnection proxied, CloseableHttpClient client,
			Conversation conversation, Talk<T> talk) {
		Future<T> result = this.executor.submit(() -> {
			if (proxied != null) {
				proxied.check();
			}
			return talk.with(conversation);
		});
		try {
			return result.get(this.properties.deadline().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			conversation.end();
			throw new GitLabException(new ConnectionFailure.TimedOut(url.host(), this.properties.deadline()));
		}
		catch (ExecutionException ex) {
			throw failure(url, proxied, ex.getCause());
		}
		catch (InterruptedException ex) {
			conversation.end();
			Thread.currentThread().interrupt();
			throw new GitLabException(new ConnectionFailure.Broken(url.host()));
		}
		finally {
			client.close(CloseMode.IMMEDIATE);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private @Nullable ProxiedConnection proxied(GitLabUrl url) {
		return (this.proxy != null && this.proxy.serves(url)) ? new ProxiedConnection(this.proxy, url,
				new CheckedResolver(url.host(), allowed(url), this::lookUpSoon), isTrustedName(url)) : null;
	}

	private CloseableHttpClient client(GitLabUrl url, @Nullable ProxiedConnection proxied) {
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withCookieHandling(HttpCookieHandling.DISABLE)
			.withConnectTimeout(this.properties.connectTimeout())
			.withReadTimeout(this.properties.readTimeout());
		if (this.certificates != null) {
			settings = settings.withSslBundle(this.certificates);
		}
		HttpComponentsHttpClientBuilder builder = new HttpComponentsHttpClientBuilder()
			.withConnectionManagerCustomizer((manager) -> manager
				.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(modest()).build()))
			.withCustomizer(GitLabHttp::forget);
		if (proxied != null) {
			return builder.withDnsResolver(SystemDefaultDnsResolver.INSTANCE)
				.withCustomizer(proxied::through)
				.build(settings);
		}
		InetAddressFilter allowed = allowed(url);
		return builder.withDnsResolver(new CheckedResolver(url.host(), allowed, this.lookup))
			.build(settings.withInetAddressFilter(allowed));
	}

	/**
	 * Where only the proxy knows names, the portal's own name service may not even say
	 * no.
	 */
	private InetAddress[] lookUpSoon(String host) throws UnknownHostException {
		Future<InetAddress[]> found = this.executor.submit(() -> this.lookup.lookup(host));
		try {
			return found.get(LOOKUP.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new UnknownHostException(host);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownHostException(host);
		}
	}

	private InetAddressFilter allowed(GitLabUrl url) {
		if (url.trusted()) {
			return InetAddressFilter.of("127.0.0.0/8", "::1/128");
		}
		return isTrustedName(url) ? AddressKind.neverAllowed().negate() : this.publicOrAllowed;
	}

	private boolean isTrustedName(GitLabUrl url) {
		return this.properties.allowedHosts().stream().anyMatch(url.host()::equalsIgnoreCase);
	}

	/**
	 * Nothing is repeated, kept or handed on: no retry, password or connection.
	 */
	private static void forget(HttpClientBuilder client) {
		client.setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
			.setDefaultCredentialsProvider((scope, context) -> null)
			.setConnectionReuseStrategy((request, response, context) -> false)
			.disableAutomaticRetries()
			.disableAuthCaching()
			.disableContentCompression()
			.addExecInterceptorAfter(ChainElement.CONNECT.name(), "leaving", Conversation::noteLeaving)
			.setUserAgent("runner-fleet-portal");
	}

	private static Http1Config modest() {
		return Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
	}

	private RuntimeException failure(GitLabUrl url, @Nullable ProxiedConnection proxied, @Nullable Throwable cause) {
		if (proxied != null && cause != null && ProxiedConnection.isUnreachable(cause)) {
			return proxied.unreachable();
		}
		if (cause instanceof IOException io) {
			return new GitLabException(ConnectionFailures.of(io, url.host(), this.properties.connectTimeout(),
					this.properties.readTimeout()));
		}
		return (cause instanceof RuntimeException known) ? known : new IllegalStateException(cause);
	}

	private static CustomizableThreadFactory threads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("gitlab-");
		threads.setDaemon(true);
		return threads;
	}

}
