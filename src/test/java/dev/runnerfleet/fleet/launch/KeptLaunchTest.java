package dev.runnerfleet.fleet.launch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.SandboxPortal;
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

	private static final Pattern OWNER = Pattern.compile("name=\"_by\" value=\"([^\"]+)\"");

	@Autowired
	MockMvcTester mvc;

	@Test
	void comesBackAsItWasWithoutItsToken() throws Exception {
		Matcher owner = OWNER.matcher(this.mvc.get().uri("/fleets/new").exchange().getResponse().getContentAsString());
		assertThat(owner.find()).isTrue();
		Cookie[] cookies = this.mvc.post()
			.uri("/fleets/new")
			.accept("text/html")
			.param("_by", owner.group(1))
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
