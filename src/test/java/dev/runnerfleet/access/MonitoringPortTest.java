package dev.runnerfleet.access;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Metrics at a port of their own. */
class MonitoringPortTest {

	private static HttpStatusCode status(int port, String path) {
		return RestClient.create("http://127.0.0.1:" + port)
			.get()
			.uri(path)
			.exchange((request, response) -> response.getStatusCode());
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

	}

	@Nested
	@SpringBootTest(classes = MonitoringAccessTest.Monitored.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1",
					"management.server.port=0", "portal.monitoring.open=true" })
	class Opened {

		@LocalServerPort
		int port;

		@LocalManagementPort
		int own;

		@Test
		void itIsForWhoeverReachesThatPort() {
			assertThat(status(this.own, "/actuator/prometheus").value()).isEqualTo(200);
			assertThat(status(this.port, "/actuator/prometheus").is2xxSuccessful()).isFalse();
			assertThat(status(this.own, "/users").is2xxSuccessful()).isFalse();
			assertThat(status(this.own, "/actuator/env").is2xxSuccessful()).isFalse();
		}

	}

}
