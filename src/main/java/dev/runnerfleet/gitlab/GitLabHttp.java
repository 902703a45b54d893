package dev.runnerfleet.gitlab;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
final class GitLabHttp implements AutoCloseable {

	private static final int LONGEST_LINE = 16 * 1024;

	private static final int MOST_HEADERS = 200;

	private final GitLabProperties properties;

	private final @Nullable SslBundle certificates;

	private final HostLookup lookup;

	private final InetAddressFilter publicOrAllowed;

	private final ExecutorService executor = Executors.newCachedThreadPool(threads());

	GitLabHttp(GitLabProperties properties, SslBundles sslBundles, HostLookup lookup) {
		this.properties = properties;
		this.certificates = (properties.sslBundle() != null) ? sslBundles.getBundle(properties.sslBundle()) : null;
		this.lookup = lookup;
		this.publicOrAllowed = AddressKind.publicAddresses()
			.or(properties.allowedNetworks().toArray(String[]::new))
			.andNot(AddressKind.neverAllowed());
	}

	/** What is said in a conversation. */
	@FunctionalInterface
	interface Talk<T> {

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
	<T> T converse(GitLabUrl url, Talk<T> talk) {
		try (CloseableHttpClient client = client(url)) {
			Conversation conversation = new Conversation(client, url, this.properties.answerLimit());
			Future<T> result = this.executor.submit(() -> talk.with(conversation));
			try {
				return result.get(this.properties.deadline().toMillis(), TimeUnit.MILLISECONDS);
			}
			finally {
				client.close(CloseMode.IMMEDIATE);
			}
		}
		catch (TimeoutException ex) {
			throw new GitLabException(new ConnectionFailure.TimedOut(url.host(), this.properties.deadline()));
		}
		catch (ExecutionException ex) {
			throw failure(url, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new GitLabException(new ConnectionFailure.Broken(url.host()));
		}
		catch (IOException ex) {
			throw failure(url, ex);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private CloseableHttpClient client(GitLabUrl url) {
		InetAddressFilter allowed = allowed(url);
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withCookieHandling(HttpCookieHandling.DISABLE)
			.withConnectTimeout(this.properties.connectTimeout())
			.withReadTimeout(this.properties.readTimeout())
			.withInetAddressFilter(allowed);
		if (this.certificates != null) {
			settings = settings.withSslBundle(this.certificates);
		}
		return new HttpComponentsHttpClientBuilder()
			.withDnsResolver(new CheckedResolver(url.host(), allowed, this.lookup))
			.withConnectionManagerCustomizer((manager) -> manager
				.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(modest()).build()))
			.withCustomizer(GitLabHttp::forget)
			.build(settings);
	}

	private InetAddressFilter allowed(GitLabUrl url) {
		if (url.trusted()) {
			return InetAddressFilter.of("127.0.0.0/8", "::1/128");
		}
		boolean trustedName = this.properties.allowedHosts().stream().anyMatch(url.host()::equalsIgnoreCase);
		return trustedName ? AddressKind.neverAllowed().negate() : this.publicOrAllowed;
	}

	/**
	 * Nothing is repeated, kept or handed on: no retry, proxy, password or connection.
	 */
	private static void forget(HttpClientBuilder client) {
		client.setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
			.setDefaultCredentialsProvider((scope, context) -> null)
			.setConnectionReuseStrategy((request, response, context) -> false)
			.disableAutomaticRetries()
			.disableAuthCaching()
			.disableContentCompression()
			.setUserAgent("runner-fleet-portal");
	}

	private static Http1Config modest() {
		return Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
	}

	private RuntimeException failure(GitLabUrl url, Throwable cause) {
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
