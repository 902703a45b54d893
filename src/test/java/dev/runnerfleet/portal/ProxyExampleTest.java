package dev.runnerfleet.portal;

import java.net.CookieManager;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README says about nginx, word for word. */
@ProxiedPortal
@ExtendWith(Nginx.Installed.class)
class ProxyExampleTest {

	private static final Pattern EXAMPLE = Pattern.compile("```nginx\\n(.+?)```", Pattern.DOTALL);

	private static final String PREFIX = "/tools/fleets";

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	private Nginx nginx;

	@BeforeEach
	void start() throws Exception {
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
		assertThat(example.find()).isTrue();
		assertThat(example.group(1)).contains("127.0.0.1:8080");
		this.nginx = Nginx.start(example.group(1).replace("127.0.0.1:8080", "127.0.0.1:" + this.port));
	}

	@AfterEach
	void stop() throws Exception {
		this.nginx.close();
	}

	@Test
	void thePortalIsUsedBelowThePath() throws Exception {
		Visitor ada = visitor("operator", Map.of());
		assertThat(location(ada.get(PREFIX + "/fleets/new"))).isEqualTo(PREFIX + "/login");
		assertThat(location(
				ada.post(PREFIX + "/login", PREFIX + "/login", Map.of("username", "operator", "password", "sandbox"))))
			.startsWith(PREFIX + "/fleets/new");
		assertThat(ada.get(PREFIX + "/fleets/new").body()).contains("hx-get=\"" + PREFIX + "/fleets/new/network\"");
		assertThat(ada.ask(PREFIX + "/api/v1/fleets").statusCode()).isEqualTo(200);
	}

	@Test
	void whatAClientForgesChangesNothing() throws Exception {
		Visitor forger = visitor("forger",
				Map.of("X-Forwarded-For", "203.0.113.7", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto",
						"https", "X-Forwarded-Port", "666", "X-Forwarded-Prefix", "/evil", "X-Forwarded-Ssl", "on",
						"Forwarded", "for=203.0.113.7;host=evil.example;proto=https"));
		HttpResponse<String> page = forger.get(PREFIX + "/fleets");
		assertThat(location(page)).isEqualTo(PREFIX + "/login");
		assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty()
			.noneMatch((cookie) -> cookie.contains("Secure"));
		assertThat(forger.ask(PREFIX + "/api/v1/fleets").statusCode()).isEqualTo(401);
		assertThat(this.jdbc.sql("select distinct address from audit_entry where who = 'forger'")
			.query(String.class)
			.list()).containsExactly("127.0.0.1");
	}

	private Visitor visitor(String name, Map<String, String> headers) {
		return new Visitor(this.nginx.port(), name, "sandbox", new CookieManager(), headers);
	}

	private static String location(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").orElseThrow();
	}

}
