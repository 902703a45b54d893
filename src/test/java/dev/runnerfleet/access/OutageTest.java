package dev.runnerfleet.access;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Base64;

import javax.sql.DataSource;

import dev.runnerfleet.portal.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What people and scripts are told while the portal's own database is away. */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1" })
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

	@LocalServerPort
	int port;

	@Autowired
	Switched database;

	private final HttpClient browser = HttpClient.newHttpClient();

	@BeforeEach
	void pullThePlug() {
		this.database.away = true;
	}

	@AfterEach
	void putItBack() {
		this.database.left = -1;
		this.database.away = false;
	}

	@Test
	void aPageSaysSoInThePortalsOwnWords() throws Exception {
		HttpResponse<String> page = get("/fleets", "Cookie",
				"JSESSIONID=ZmMyNzkzYjctODcyNC00N2I1LWJhZTMtYjM4MmQ4YTI0MzNk");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.body()).contains("<h1>The portal&#39;s own database does not answer</h1>",
				"<footer class=\"site\">");
		assertThat(page.headers().map().toString()).contains("content-security-policy");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4 })
	void aPageSaysSoWhereverInARequestThePlugIsPulled(int before) throws Exception {
		this.database.away = false;
		Visitor admin = new Visitor(this.port, "admin", "first start password");
		admin.signIn();
		this.database.left = before;
		HttpResponse<String> page = admin.get("/users");
		assertThat(page.statusCode()).isEqualTo((before < 4) ? 503 : 200);
		assertThat(page.body())
			.contains((before < 4) ? "<h1>The portal&#39;s own database does not answer</h1>" : "admin",
					"<footer class=\"site\">")
			.endsWith("</html>\n");
	}

	@Test
	void aSignInIsNotCalledWrong() throws Exception {
		HttpResponse<String> api = get("/api/v1/fleets", "Authorization",
				"Basic " + Base64.getEncoder().encodeToString("admin:first start password".getBytes()));
		assertThat(api.statusCode()).isEqualTo(503);
		assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(api.body()).contains("\"instance\":\"/api/v1/fleets\"", "database does not answer");
	}

	@Test
	void healthTellsAndTheLogIsQuiet(CapturedOutput log) throws Exception {
		for (int time = 0; time < 5; time++) {
			assertThat(get("/healthz", "Accept", "*/*").statusCode()).isEqualTo(503);
			aPageSaysSoInThePortalsOwnWords();
		}
		assertThat(log).doesNotContain("\tat ", "/fleets failed");
	}

	private HttpResponse<String> get(String path, String header, String value) throws Exception {
		return this.browser.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Accept", "text/html")
			.setHeader(header, value)
			.build(), BodyHandlers.ofString());
	}

	/** A database that can be unplugged. */
	static final class Switched extends DelegatingDataSource {

		private volatile boolean away;

		/** After so many connections, below zero never. */
		private volatile int left = -1;

		Switched(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.left > 0) {
				this.left--;
			}
			else if (this.left == 0) {
				this.away = true;
			}
			if (this.away) {
				throw new SQLTransientConnectionException("Connection is not available");
			}
			return super.getConnection();
		}

	}

	@TestConfiguration
	static class Plug {

		@Bean
		static BeanPostProcessor plug() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource database) ? new Switched(database) : bean;
				}

			};
		}

	}

}
