package dev.runnerfleet.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

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
	void aNewcomerAddsFleetsThatLiveAndLetsSomethingBefallOne() {
		assertThat(this.mvc.get().uri("/sandbox/aws").with(user("ada").roles("OPERATOR"))).bodyText()
			.contains("Add example fleets");
		assertThat(post("/sandbox/aws/examples")).hasRedirectedUrl("/");
		List<FleetOption> fleets = options();
		assertThat(fleets).extracting(FleetOption::words)
			.contains("demo-working, eu-central-1", "demo-quota, eu-central-1: The vCPU quota is reached",
					"demo-gone, eu-central-1: The manager is terminated");
		String working = fleets.stream()
			.filter((fleet) -> fleet.words().startsWith("demo-working"))
			.findFirst()
			.orElseThrow()
			.id();
		assertThat(post("/sandbox/aws/befall", "fleet", working, "what", "disk")).hasRedirectedUrl("/sandbox/aws");
		assertThat(options()).extracting(FleetOption::words)
			.contains("demo-working, eu-central-1: The manager's disk is nearly full");
		post("/sandbox/aws/recover", "fleet", working);
		assertThat(options()).extracting(FleetOption::words).contains("demo-working, eu-central-1");
		assertThat(notice(post("/sandbox/aws/befall", "fleet", working, "what", "a-flood")))
			.isEqualTo("There is no such trouble.");
		assertThat(notice(post("/sandbox/aws/examples"))).isEqualTo("The example fleets are there already.");
	}

	private record FleetOption(String id, String words) {

	}

	private List<FleetOption> options() {
		String page = new String(this.mvc.get()
			.uri("/sandbox/aws")
			.with(user("ada").roles("OPERATOR"))
			.exchange()
			.getResponse()
			.getContentAsByteArray(), StandardCharsets.UTF_8);
		return Pattern.compile("<option value=\"(arn:[^\"]+)\">([^<]+)</option>")
			.matcher(page)
			.results()
			.map((option) -> new FleetOption(option.group(1), option.group(2).replace("&#39;", "'")))
			.toList();
	}

	private static Object notice(MvcTestResult result) {
		return result.getMvcResult().getFlashMap().get("notice");
	}

	private MvcTestResult post(String path, String... parameters) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.post()
			.uri(path)
			.with(user("ada").roles("OPERATOR"))
			.with(csrf());
		for (int i = 0; i < parameters.length; i += 2) {
			request = request.param(parameters[i], parameters[i + 1]);
		}
		return request.exchange();
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
