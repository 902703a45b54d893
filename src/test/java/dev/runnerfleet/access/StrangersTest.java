package dev.runnerfleet.access;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.runnerfleet.portal.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody who has not signed in leaves behind: nothing. */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1" })
class StrangersTest {

	private static final String TOKEN = "11111111-1111-4111-8111-111111111111";

	@LocalServerPort
	int port;

	@Autowired
	JdbcClient jdbc;

	private final HttpClient http = HttpClient.newHttpClient();

	static Stream<String> paths() {
		return Stream.of("/", "/login", "/login?wrong", "/login?wait=15", "/login?kept", "/login?over&over", "/healthz",
				"/error", "/css/app.css", "/favicon.svg", "/v3/api-docs", "/api/v1/fleets", "/api/v1/nowhere",
				"/fleets/new?q=" + "x".repeat(5000), "/users/new", "/account", "/audit.csv", "/fleets/1/live",
				"/nowhere", "/logout", "/webjars/none");
	}

	@ParameterizedTest
	@MethodSource("paths")
	void noRequestLeavesAnything(String path) throws Exception {
		Map<String, Long> before = rows();
		for (String method : new String[] { "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE" }) {
			send(request(path).method(method, BodyPublishers.noBody()));
			send(request(path).method(method, form("_by=admin&name=mara&_csrf=" + TOKEN)));
			send(request(path)
				.header("Cookie", "FORM-TOKEN=" + TOKEN + "; JSESSIONID=bm9ib2R5; KEPT-FORM=1; WAY-BACK=x")
				.method(method, form("_by=admin/00&name=mara&_csrf=" + TOKEN)));
			send(request(path).header("HX-Request", "true").method(method, BodyPublishers.noBody()));
		}
		assertThat(rows()).isEqualTo(before);
	}

	@Test
	void aWrongPasswordLeavesItsCountAlone() throws Exception {
		Map<String, Long> before = rows();
		for (String name : new String[] { "admin", "nobody" }) {
			assertThat(new Visitor(this.port, name, "wrong password").signIn().headers().firstValue("Location"))
				.hasValueSatisfying((page) -> assertThat(page).endsWith("/login?wrong"));
		}
		Map<String, Long> after = rows();
		assertThat(after.keySet().stream().filter((table) -> !after.get(table).equals(before.get(table))))
			.containsOnly("AUDIT_ENTRY", "SIGN_IN_BUDGET");
	}

	@ParameterizedTest
	@MethodSource("paths")
	void noCookieOfAStrangersIsLong(String path) throws Exception {
		assertThat(send(request(path).GET()).headers().allValues("Set-Cookie"))
			.allSatisfy((cookie) -> assertThat(cookie).hasSizeLessThan(2000).doesNotContain("JSESSIONID"));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Accept", "text/html")
			.header("Content-Type", "application/x-www-form-urlencoded");
	}

	private static HttpRequest.BodyPublisher form(String fields) {
		return BodyPublishers.ofString(fields);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	/** By table. */
	private Map<String, Long> rows() {
		Map<String, Long> rows = new TreeMap<>();
		this.jdbc.sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
			.query(String.class)
			.list()
			.forEach((table) -> rows.put(table,
					this.jdbc.sql("select count(*) from \"" + table + "\"").query(Long.class).single()));
		return rows;
	}

}
