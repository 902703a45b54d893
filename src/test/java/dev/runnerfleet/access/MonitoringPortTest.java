package dev.runnerfleet.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Metrics at a port of their own. */
class MonitoringPortTest {

	private static HttpStatusCode status(int port, String path) {
		return answer(port, HttpMethod.GET, path).status();
	}

	private static Answer answer(int port, HttpMethod method, String path) {
		return RestClient.create()
			.method(method)
			.uri(URI.create("http://127.0.0.1:" + port + path))
			.exchange((request, response) -> new Answer(response.getStatusCode(), response.getHeaders()));
	}

	private record Answer(HttpStatusCode status, HttpHeaders headers) {

	}

	@Nested
	@SpringBootTest(classes = MonitoringAccessTest.Monitored.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1",
					"management.server.port=0" })
	class AsItIs {

		@LocalServerPort
		int port;

		@LocalManagementPort
		int own;

		@Test
		void aTokenIsAskedForThereToo() {
			assertThat(status(this.own, "/actuator/prometheus").value()).isEqualTo(401);
			assertThat(status(this.own, "/actuator/health").value()).isEqualTo(401);
			assertThat(status(this.own, "/actuator/health/liveness").value()).isEqualTo(200);
			assertThat(status(this.port, "/livez").value()).isEqualTo(200);
			assertThat(status(this.port, "/actuator/prometheus").is2xxSuccessful()).isFalse();
		}

		@ParameterizedTest
		@CsvSource({ "GET, /actuator/health/liveness, 200", "GET, /actuator/prometheus, 401", "GET, /users, 401",
				"GET, //actuator, 400", "TRACE, /actuator/health, 405" })
		void whateverItAnswersIsAsProtectedAsWhatThePortalDoes(String method, String path, int status) {
			Answer answer = answer(this.own, HttpMethod.valueOf(method), path);
			assertThat(answer.status().value()).isEqualTo(status);
			assertThat(answer.headers().headerNames()).contains("Content-Security-Policy", "Referrer-Policy",
					"Permissions-Policy", "X-Content-Type-Options", "X-Frame-Options", "Cross-Origin-Opener-Policy",
					"Cross-Origin-Resource-Policy");
		}

		@Test
		void whatTheContainerRefusesIsSaidInThePortalsWords() throws IOException {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.own)) {
				socket.setSoTimeout(60_000);
				socket.getOutputStream()
					.write("GET /a|b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				assertThat(StreamUtils.copyToString(socket.getInputStream(), StandardCharsets.UTF_8))
					.startsWith("HTTP/1.1 400")
					.contains("Content-Security-Policy: ", "Runner fleets")
					.doesNotContain("HTTP Status");
			}
		}

	}

	@Nested
	@SpringBootTest(classes = MonitoringAccessTest.Monitored.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1",
					"management.server.port=0", "portal.monitoring.open=true",
					"management.endpoints.web.exposure.include=*" })
	class Opened {

		@LocalServerPort
		int port;

		@LocalManagementPort
		int own;

		@Autowired
		Users users;

		@Autowired
		ApiTokens tokens;

		@Test
		void itIsForWhoeverReachesThatPort() {
			assertThat(status(this.own, "/actuator/prometheus").value()).isEqualTo(200);
			assertThat(status(this.port, "/actuator/prometheus").is2xxSuccessful()).isFalse();
			assertThat(status(this.own, "/users").is2xxSuccessful()).isFalse();
		}

		@ParameterizedTest
		@ValueSource(strings = { "/actuator/env", "/actuator/beans", "/actuator/loggers/ROOT" })
		void whateverElseSomebodyExposesIsForAdministrators(String path) {
			assertThat(status(this.own, path).value()).isEqualTo(401);
			assertThat(statusFor(Role.VIEWER, path).value()).isEqualTo(403);
			assertThat(statusFor(Role.OPERATOR, path).value()).isEqualTo(403);
			assertThat(statusFor(Role.ADMIN, path).value()).isEqualTo(200);
		}

		private HttpStatusCode statusFor(Role role, String path) {
			this.users.delete("scraper");
			this.users.add("scraper", "correct horse battery", role);
			String token = this.tokens.make("scraper", "scraper", role.name(), Duration.ofDays(1)).reveal();
			return RestClient.create()
				.get()
				.uri(URI.create("http://127.0.0.1:" + this.own + path))
				.header("Authorization", "Bearer " + token)
				.exchange((request, response) -> response.getStatusCode());
		}

	}

}
