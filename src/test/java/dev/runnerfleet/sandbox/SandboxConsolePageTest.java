package dev.runnerfleet.sandbox;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SpringBootTest(classes = SandboxConsolePageTest.Portal.class,
		properties = "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1")
@ActiveProfiles("sandbox")
@AutoConfigureMockMvc
class SandboxConsolePageTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void anOperatorActsBehindThePortalsBack() {
		MvcTestResult created = this.mvc.post()
			.uri("/sandbox/aws/create")
			.param("name", "blue")
			.param("blueprint", "docker-machine")
			.with(user("ada").roles("OPERATOR"))
			.with(csrf())
			.exchange();
		assertThat(created).hasRedirectedUrl("/sandbox/aws");
		assertThat(String.valueOf(created.getMvcResult().getFlashMap().get("notice")))
			.isEqualTo("blue is being created in eu-central-1.");
		assertThat(this.mvc.get().uri("/sandbox/aws").with(user("ada").roles("OPERATOR"))).hasStatusOk()
			.bodyText()
			.contains("blue", "CREATE_IN_PROGRESS", "Update it here", "Delete it here", "name=\"_csrf\"")
			.doesNotContain("style=", "onclick");
	}

	@Test
	void whoTriesTheSandboxIsToldHowToComeInAndDoes() {
		assertThat(this.mvc.get().uri("/login")).bodyText()
			.contains("nothing here touches AWS or GitLab", "Try the sandbox");
		assertThat(this.mvc.post().uri("/login").param("username", "viewer").param("password", "sandbox").with(csrf()))
			.hasRedirectedUrl("/");
	}

	@Test
	void viewersAndForgersStayOut() {
		assertThat(this.mvc.get().uri("/sandbox/aws").with(user("eve").roles("VIEWER"))).hasStatus(403);
		assertThat(this.mvc.post()
			.uri("/sandbox/aws/delete")
			.param("region", "eu-central-1")
			.param("name", "blue")
			.with(user("ada").roles("OPERATOR"))).hasStatus(403);
	}

	@EnableAutoConfiguration(exclude = DbSchedulerAutoConfiguration.class)
	@ComponentScan({ "dev.runnerfleet.sandbox", "dev.runnerfleet.web", "dev.runnerfleet.access",
			"dev.runnerfleet.audit" })
	static class Portal {

	}

}
