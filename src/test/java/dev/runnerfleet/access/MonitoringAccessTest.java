package dev.runnerfleet.access;

import java.time.Duration;

import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = MonitoringAccessTest.Monitored.class,
		properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class MonitoringAccessTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	ApiTokens tokens;

	private String token = "";

	@BeforeEach
	void aScraper() {
		this.users.delete("scraper");
		this.users.add("scraper", "correct horse battery", Role.VIEWER);
		this.token = this.tokens.make("scraper", "prometheus", "VIEWER", Duration.ofDays(1)).reveal();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz", "/actuator/health/liveness", "/actuator/health/readiness" })
	void probesSayWhetherThePortalLivesAndNothingElse(String probe) {
		assertThat(this.mvc.get().uri(probe)).hasStatusOk().bodyText().isEqualTo("{\"status\":\"UP\"}");
		assertThat(this.mvc.get().uri(probe + "/database")).hasStatus4xxClientError();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/database", "/actuator/prometheus" })
	void restIsForThoseWhoHaveSignedIn(String path) {
		assertThat(this.mvc.get().uri(path)).hasStatus(401)
			.hasHeader("WWW-Authenticate", "Basic realm=\"Runner Fleet Portal\", charset=\"UTF-8\"");
		assertThat(this.mvc.get().uri(path).header("Authorization", "Bearer rfp_wrong")).hasStatus(401);
		assertThat(scrape(path)).hasStatusOk();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/beans" })
	void nothingElseIsThere(String path) {
		assertThat(this.mvc.get().uri(path).header("Authorization", "Bearer " + this.token).accept("application/json"))
			.hasStatus4xxClientError();
	}

	@Test
	void whoHasSignedInIsToldWhatFails() {
		assertThat(scrape("/actuator/health")).bodyJson()
			.extractingPath("$.components.database.status")
			.isEqualTo("UP");
	}

	@Test
	void noRequestNamesAMeter() {
		assertThat(this.mvc.method(HttpMethod.valueOf("GLRT-SECRET")).uri("/glrt-secret?q=glrt-secret"))
			.hasStatus4xxClientError();
		assertThat(scrape("/actuator/prometheus")).bodyText()
			.contains("http_server_requests_seconds_count", "method=\"OTHER\"")
			.doesNotContainIgnoringCase("glrt-secret");
	}

	private MvcTestResult scrape(String path) {
		return this.mvc.get().uri(path).header("Authorization", "Bearer " + this.token).exchange();
	}

	@Import(Portal.class)
	@ComponentScan("dev.runnerfleet.monitoring")
	static class Monitored {

	}

}
