package dev.runnerfleet.web.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.web.Locations;
import dev.runnerfleet.web.UnusableSetting;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A real Tomcat, asked from 127.0.0.1 for what it thinks of where a request came from.
 */
class OriginTest {

	private static final String PROXIES = "127.0.0.1,10.0.0.0/8,2001:db8::/32";

	private @Nullable WebServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			198.51.100.9                             | 198.51.100.9
			203.0.113.7, 198.51.100.9                | 198.51.100.9
			203.0.113.7, 198.51.100.9, 10.1.2.3      | 198.51.100.9
			198.51.100.9, 10.1.2.3, 2001:db8::7      | 198.51.100.9
			10.9.9.9, 203.0.113.7, 2001:dead::1      | 2001:dead::1
			evil.example, 198.51.100.9               | 198.51.100.9
			198.51.100.9, evil.example, 10.1.2.3     | 10.1.2.3
			198.51.100.9, unknown                    | 127.0.0.1
			198.51.100.9:4711                        | 198.51.100.9
			[2001:dead::1]:4711                      | 2001:dead::1
			999.1.2.3                                | 127.0.0.1
			,,,                                      | 127.0.0.1
			""")
	void theRightmostAddressThatIsNoProxyCounts(String told, String counts) throws Exception {
		start(PROXIES, null);
		assertThat(ask("X-Forwarded-For: " + told)).contains("from " + counts + "\n");
	}

	@Test
	void aHeaderThatIsSentTwiceIsReadAsOne() throws Exception {
		start(PROXIES, null);
		assertThat(ask("X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 198.51.100.9"))
			.contains("from 198.51.100.9\n");
	}

	@Test
	void aProxyTellsSchemeHostPortAndPrefix() throws Exception {
		start(PROXIES, null);
		assertThat(ask("X-Forwarded-Proto: https", "X-Forwarded-Host: ci.example.com", "X-Forwarded-Port: 8443",
				"X-Forwarded-Prefix: /tools/fleets"))
			.contains("at https://ci.example.com:8443 secure true", "below /tools/fleets\n",
					"path /tools/fleets/here\n");
		assertThat(ask("X-Forwarded-Proto: https")).contains("at https://portal.internal:443 secure true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "192.0.2.7,10.0.0.0/8" })
	void nobodyElseIsBelieved(String proxies) throws Exception {
		start(proxies, null);
		assertThat(ask("X-Forwarded-For: 198.51.100.9", "x-forwarded-proto: https", "X-FORWARDED-HOST: evil.example",
				"X-Forwarded-Port: 666", "X-Forwarded-Prefix: /evil", "X-Forwarded-Ssl: on",
				"Forwarded: for=198.51.100.9;host=evil.example;proto=https"))
			.contains("from 127.0.0.1\n", "at http://portal.internal:80 secure false", "below \n", "path /here\n")
			.doesNotContainIgnoringCase("evil", "forwarded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "/a\\b", "https://evil.example", "/a b", "/a?b", "/\"><script>", "evil",
			"/a/../b//c" })
	void aPrefixThatIsNoPathIsIgnored(String prefix) throws Exception {
		start(PROXIES, null);
		assertThat(ask("X-Forwarded-Prefix: " + prefix)).contains("below \n", "path /here\n");
	}

	@Test
	void theOtherWayToTellIsNotReadAtAll() throws Exception {
		start(PROXIES, null);
		assertThat(ask("Forwarded: for=198.51.100.9;host=evil.example;proto=https", "X-Forwarded-Ssl: on"))
			.contains("from 127.0.0.1\n", "at http://portal.internal:80 secure false")
			.doesNotContainIgnoringCase("forwarded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:666", "portal.internal", "[2001:db8::666]" })
	void noHostIsNamedThatCouldBeForged(String host) throws Exception {
		start("", null);
		assertThat(List.of(raw("/redirect", "Host: " + host), send("HTTP/1.0", "/redirect", "Host: " + host)))
			.allSatisfy((answer) -> assertThat(answer).matches("(?s)HTTP/1.1 302 .*")
				.contains("Location: /there\r\n")
				.doesNotContain("evil", "666"));
		assertThat(raw("/located", "Host: " + host)).contains("Location: /located/7\r\n").doesNotContain("evil", "666");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:666", "ci.example.com" })
	void aFixedAddressIsTheOnlyOne(String host) throws Exception {
		start(PROXIES, "https://ci.example.com/tools/fleets/");
		String[] headers = { "Host: " + host, "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http",
				"X-Forwarded-Port: 666", "X-Forwarded-Prefix: /evil", "X-Forwarded-For: 198.51.100.9" };
		assertThat(raw("/here", headers)).contains("from 198.51.100.9\n", "at https://ci.example.com:443 secure true",
				"below /tools/fleets\n");
		assertThat(raw("/redirect", headers)).contains("Location: https://ci.example.com/tools/fleets/there\r\n");
		assertThat(raw("/located", headers)).contains("Location: https://ci.example.com/tools/fleets/located/7\r\n");
	}

	@Test
	void theRootWithoutItsSlashIsAnsweredLikeAnyPath() throws Exception {
		start(PROXIES, null, "/tools");
		assertThat(raw("/tools", "Host: evil.example", "X-Forwarded-Proto: https")).startsWith("HTTP/1.1 200")
			.contains("secure true", "path /tools\n")
			.doesNotContain("Location");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.0/33", "10.0.0/8", "proxy.example.com", "10.0.0.0/x", "2001:db8::/129", "10\\..*",
			"0.0.0.0/0", "::/0" })
	void aListThatCannotBeMeantStopsTheStart(String proxies) {
		assertThatExceptionOfType(UnusableSetting.class).isThrownBy(() -> start("127.0.0.1," + proxies, null))
			.withMessageContaining(proxies);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ci.example.com", "ftp://ci.example.com", "https://", "https://ada:pass@ci.example.com",
			"https://ci.example.com?x", "https://ci.example.com//a", "https://ci example.com", "/tools" })
	void anAddressThatCannotBeMeantStopsTheStart(String url) {
		assertThatExceptionOfType(UnusableSetting.class).isThrownBy(() -> PublicAddress.of(url, ""))
			.withMessageContaining("portal.url")
			.withMessageNotContaining("pass");
	}

	@Test
	void theContextPathEndsTheFixedAddress() {
		assertThat(PublicAddress.of("http://ci.example.com:8080/tools/fleets", "/fleets"))
			.isEqualTo(new PublicAddress("http", "ci.example.com", 8080, "/tools"));
		assertThatExceptionOfType(UnusableSetting.class)
			.isThrownBy(() -> PublicAddress.of("https://ci.example.com", "/fleets"));
	}

	@ParameterizedTest
	@CsvSource({ "none, false", "native, true", "framework, true" })
	void theOlderSettingBelievesWhoIsNearby(String strategy, boolean believed) {
		TrustedProxies proxies = new ProxyConfiguration().trustedProxies(new ProxyProperties(null, null),
				new MockEnvironment().withProperty("server.forward-headers-strategy", strategy));
		assertThat(Stream.of("127.0.0.1", "10.1.2.3", "192.168.1.1", "0:0:0:0:0:0:0:1", "fd00:0:0:0:0:0:0:1"))
			.allMatch((address) -> proxies.contain(address) == believed);
		assertThat(proxies.contain("198.51.100.9")).isFalse();
	}

	private void start(String proxies, @Nullable String url) {
		start(proxies, url, "");
	}

	private void start(String proxies, @Nullable String url, String contextPath) {
		ProxyConfiguration configuration = new ProxyConfiguration();
		ProxyProperties properties = new ProxyProperties(List.of(proxies.split(",")), url);
		TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(0);
		tomcat.setAddress(InetAddress.getLoopbackAddress());
		tomcat.setContextPath(contextPath);
		configuration.originOfRequests(configuration.trustedProxies(properties, new MockEnvironment()), properties)
			.customize(tomcat);
		this.server = tomcat.getWebServer(configuration.prefixFilter(), configuration.relativeRedirects(properties),
				(context) -> context.addServlet("echo", new Echo()).addMapping("/"));
		this.server.start();
	}

	private String ask(String... headers) throws IOException {
		return raw("/here",
				Stream.concat(Stream.of("Host: portal.internal"), Stream.of(headers)).toArray(String[]::new));
	}

	private String raw(String path, String... headers) throws IOException {
		return send("HTTP/1.1", path, headers);
	}

	private String send(String version, String path, String... headers) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.getPort())) {
			String request = "GET " + path + " " + version + "\r\nConnection: close\r\n" + String.join("\r\n", headers)
					+ "\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static final class Echo extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			switch (request.getServletPath()) {
				case "/redirect" -> response.sendRedirect(request.getContextPath() + "/there");
				case "/located" -> {
					RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
					response.setHeader("Location", Locations.here("/{id}", 7).toString());
					RequestContextHolder.resetRequestAttributes();
				}
				default -> response.getWriter()
					.print("from %s\nat %s://%s:%d secure %s\nbelow %s\npath %s\nheaders %s\n".formatted(
							request.getRemoteAddr(), request.getScheme(), request.getServerName(),
							request.getServerPort(), request.isSecure(), request.getContextPath(),
							request.getRequestURI(), Collections.list(request.getHeaderNames())));
			}
		}

	}

}
