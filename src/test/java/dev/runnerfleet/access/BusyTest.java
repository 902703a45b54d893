package dev.runnerfleet.access;

import java.net.http.HttpResponse;

import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.portal.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.authentication.AuthenticationManager;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1" })
@Import(BusyTest.Crowd.class)
class BusyTest {

	@LocalServerPort
	int port;

	private Visitor admin;

	@BeforeEach
	void visit() {
		this.admin = new Visitor(this.port, "admin", "first start password");
	}

	@Test
	void beyondTheQueueASignInIsAskedToComeAgain() throws Exception {
		HttpResponse<String> page = this.admin.signIn();
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.headers().firstValue("Retry-After")).contains("5");
		assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(page.body()).contains("<h1>Too many sign-ins at once</h1>", "Try again in a few seconds.");
	}

	@Test
	void aScriptIsToldSoInProblemDetails() throws Exception {
		HttpResponse<String> problem = this.admin.ask("/api/v1/fleets");
		assertThat(problem.statusCode()).isEqualTo(503);
		assertThat(problem.headers().firstValue("Retry-After")).contains("5");
		assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(problem.body()).contains("Too many sign-ins at once");
	}

	static class Crowd {

		@Bean
		@Primary
		AuthenticationManager crowded() {
			return (attempt) -> {
				throw new HashingQueue.TooBusy();
			};
		}

	}

}
