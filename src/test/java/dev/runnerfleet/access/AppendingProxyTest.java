package dev.runnerfleet.access;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.runnerfleet.portal.Nginx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An nginx that adds to what its client sent, as most do. It calls from 127.0.0.2, which
 * alone is trusted; its clients are at 127.0.0.1.
 */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "portal.proxies=127.0.0.2" })
@ExtendWith(Nginx.Installed.class)
class AppendingProxyTest {

	private static final String EXAMPLE = """
			location / {
			  proxy_pass http://127.0.0.1:%d;
			  proxy_bind 127.0.0.2;
			  proxy_set_header Host $http_host;
			  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
			  proxy_set_header X-Forwarded-Proto https;
			}
			""";

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	private Nginx nginx;

	@BeforeEach
	void start() throws Exception {
		this.nginx = Nginx.start(EXAMPLE.formatted(this.port));
	}

	@AfterEach
	void stop() throws Exception {
		this.nginx.close();
	}

	@Test
	void theTrailNamesTheClientAndNotWhatItMadeUp() throws Exception {
		assertThat(guess("mallory", "203.0.113.7, 127.0.0.2").statusCode()).isEqualTo(401);
		assertThat(addresses("mallory")).isEqualTo("127.0.0.1");
	}

	@Test
	void whoeverGuessesIsCountedAsOneWhateverTheyMakeUp() throws Exception {
		int refused = 0;
		for (int i = 1; i <= 12; i++) {
			refused += (guess("admin", "203.0.113." + i).statusCode() == 429) ? 1 : 0;
		}
		assertThat(refused).isPositive();
		assertThat(addresses("admin")).isEqualTo("127.0.0.1");
	}

	@Test
	void cookiesAreForHttpsWhereTheProxySpeaksIt() throws Exception {
		HttpRequest.Builder page = HttpRequest.newBuilder(URI.create(this.nginx.address() + "/login"));
		assertThat(this.http.send(page.build(), BodyHandlers.ofString()).headers().allValues("Set-Cookie")).isNotEmpty()
			.allMatch((cookie) -> cookie.contains("Secure"));
	}

	@Test
	void whoeverGoesRoundTheProxyIsNotBelieved() throws Exception {
		String address = "http://127.0.0.1:" + this.port;
		assertThat(send(address, "trudy", "203.0.113.7").statusCode()).isEqualTo(401);
		assertThat(addresses("trudy")).isEqualTo("127.0.0.1");
	}

	private HttpResponse<String> guess(String name, String from) throws Exception {
		return send(this.nginx.address(), name, from);
	}

	private HttpResponse<String> send(String address, String name, String from) throws Exception {
		String credentials = Base64.getEncoder()
			.encodeToString((name + ":wrong password").getBytes(StandardCharsets.UTF_8));
		return this.http.send(HttpRequest.newBuilder(URI.create(address + "/api/v1/fleets"))
			.header("Authorization", "Basic " + credentials)
			.header("X-Forwarded-For", from)
			.build(), BodyHandlers.ofString());
	}

	private String addresses(String who) {
		return String.join(" ",
				this.jdbc.sql("select distinct address from audit_entry where who = ?")
					.param(who)
					.query(String.class)
					.list());
	}

}
