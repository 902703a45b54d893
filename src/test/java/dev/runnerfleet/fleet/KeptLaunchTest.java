package dev.runnerfleet.fleet;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/** A launch form that was sent too late comes back as it was, without its token. */
@SandboxPortal
@WithMockUser(username = "admin", roles = "ADMIN")
class KeptLaunchTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void comesBackAsItWasWithoutItsToken() {
		Cookie[] cookies = this.mvc.post()
			.uri("/fleets/new")
			.accept("text/html")
			.param("_by", "admin")
			.param("key", "3f0e6a44-0000-4000-8000-000000000000")
			.param("shown", "docker-machine")
			.param("blueprint", "docker-machine")
			.param("name", "half-typed")
			.param("region", "eu-west-1")
			.param("runnerToken", "glrt-made-up-token-000001")
			.param("parameters[GitlabUrl]", "https://gitlab.example.com/")
			.param("parameters[CacheExpirationInDays]", "17")
			.exchange()
			.getResponse()
			.getCookies();
		assertThat(this.mvc.get().uri("/fleets/new?kept").cookie(cookies)).hasStatusOk()
			.bodyText()
			.contains("Nothing was sent", "value=\"half-typed\"", "value=\"17\"",
					"value=\"https://gitlab.example.com/\"", "value=\"3f0e6a44-0000-4000-8000-000000000000\"",
					"<option value=\"eu-west-1\" selected", "<option value=\"docker-machine\" selected")
			.doesNotContain("glrt-made-up-token-000001\"");
		assertThat(this.mvc.get().uri("/?q=half-typed")).bodyText().doesNotContain(">half-typed<");
	}

}
