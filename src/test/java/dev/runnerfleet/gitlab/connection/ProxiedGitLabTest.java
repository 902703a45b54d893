package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpsServer;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

/** A portal that reaches the world, and its names, through a proxy only. */
class ProxiedGitLabTest {

	private static final HostLookup NO_NAME_SERVICE = (host) -> {
		throw new UnknownHostException(host);
	};

	private static KeyStore store;

	private static HttpsServer gitLab;

	@BeforeAll
	static void serve(@TempDir Path folder) throws Exception {
		store = new Certificates(folder).selfSigned("git.example", "+0d");
		gitLab = Certificates.serve(store);
	}

	@AfterAll
	static void stop() {
		gitLab.stop(0);
	}

	@Test
	void gitLabIsCalledThroughItsTunnelThoughNobodyHereKnowsItsName() throws Exception {
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), 200, null)) {
			assertThat(trade(proxy, "", "https://git.example", NO_NAME_SERVICE))
				.isInstanceOf(RunnerWish.Outcome.Issued.class);
			assertThat(proxy.asked()).containsExactly("CONNECT git.example:443 HTTP/1.1");
		}
	}

	@Test
	void aNameServiceThatHangsKeepsNobodyWaiting() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), 200, null)) {
			assertThat(trade(proxy, "", "https://git.example", (host) -> {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				throw new UnknownHostException(host);
			})).isInstanceOf(RunnerWish.Outcome.Issued.class);
		}
	}

	@Test
	void theProxyGetsItsPasswordAndNothingElse() throws Exception {
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), 200, "ada:in the url")) {
			assertThat(trade(proxy, "ada:in%20the%20url@", "https://git.example", NO_NAME_SERVICE))
				.isInstanceOf(RunnerWish.Outcome.Issued.class);
			assertThat(explained(proxy, "ada:wrong@")).contains("answered 407 when asked for git.example");
		}
	}

	@ParameterizedTest
	@CsvSource({ "403, allow git.example", "502, Check the GitLab URL", "407, put them into the proxy's URL" })
	void whatTheProxySaysIsNotTakenForGitLabsWord(int status, String next) throws Exception {
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), status, null)) {
			assertThat(explained(proxy, "")).contains("proxy-refused", "answered " + status, next);
		}
	}

	@Test
	void aProxyThatIsNotThereIsNamed() throws Exception {
		ProxyStandIn proxy = new ProxyStandIn(1, 200, null);
		proxy.close();
		assertThat(explained(proxy, "")).contains("proxy-unreachable",
				"through the proxy 127.0.0.1:" + proxy.port() + ", which cannot be reached");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://10.1.2.3", "https://169.254.169.254", "https://[fd12::1]", "https://intranet",
			"https://metadata.google.internal", "https://router.local" })
	void whatIsInsideIsRefusedBeforeTheProxyIsAsked(String url) throws Exception {
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), 200, null)) {
			HostLookup literalsOnly = (host) -> host.matches("[0-9.]+|.*:.*") ? InetAddress.getAllByName(host)
					: NO_NAME_SERVICE.lookup(host);
			assertThat(explained(trade(proxy, "", url, literalsOnly)).code()).isEqualTo("url-refused");
			assertThat(proxy.asked()).isEmpty();
		}
	}

	@Test
	void aNameThatIsKnownToLeadInsideIsRefusedToo() throws Exception {
		try (ProxyStandIn proxy = new ProxyStandIn(gitLab.getAddress().getPort(), 200, null)) {
			HostLookup inside = (host) -> InetAddress.getAllByName("10.1.2.3");
			assertThat(explained(trade(proxy, "", "https://git.example", inside)).code()).isEqualTo("url-refused");
			assertThat(proxy.asked()).isEmpty();
		}
	}

	private static String explained(ProxyStandIn proxy, String userInfo) {
		return explained(trade(proxy, userInfo, "https://git.example", NO_NAME_SERVICE)).toString();
	}

	private static Explanation explained(RunnerWish.Outcome outcome) {
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Failed.class);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain();
	}

	private static RunnerWish.Outcome trade(ProxyStandIn proxy, String userInfo, String url, HostLookup lookup) {
		GitLabProperties properties = ConnectionFixture.properties(List.of(), Set.of(), false, Duration.ofSeconds(20),
				"private");
		GitLabProxy way = GitLabProxy.of(null,
				Map.of("HTTPS_PROXY", "http://" + userInfo + "127.0.0.1:" + proxy.port())::get);
		return ConnectionFixture.tokens(properties, lookup, SslBundle.of(SslStoreBundle.of(null, null, store)), way)
			.exchange(url, REGISTRATION, OPTIONS);
	}

}
