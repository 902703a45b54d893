package dev.runnerfleet.gitlab.reading;

import java.io.UnsupportedEncodingException;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SandboxPortal
@WithMockUser(username = "ada", roles = "ADMIN")
class ReadTokenPagesTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ReadTokenRows rows;

	@Autowired
	ReadTokenSeals seals;

	@BeforeEach
	void none() {
		this.jdbc.sql("delete from read_token").update();
	}

	@Test
	void theFormGoesBackWithoutTheToken() throws Exception {
		String page = body(this.mvc.post()
			.uri("/settings/gitlab/new")
			.with(csrf())
			.param("gitlabUrl", "https://127.0.0.1/")
			.param("token", "glpat-canary-canary-canary")
			.exchange());
		assertThat(page).contains("https://127.0.0.1/", "portal.gitlab.allowed-networks")
			.doesNotContain("canary-canary");
		assertThat(TestDatabase.content(this.jdbc)).doesNotContain("canary-canary");
	}

	@Test
	void eachIsListedWithoutTheTokenAndRemovedForGood() throws Exception {
		UUID id = UUID.randomUUID();
		this.jdbc
			.sql("""
					insert into read_token (id, gitlab, sealed, name, scopes, expires_on, added_by, added_at, failure)
					values (?, 'https://gitlab.example.com', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'fleets', 'read_api',
						date '2099-01-31', 'ada', current_timestamp, '')""")
			.param(id)
			.update();
		assertThat(body(this.mvc.get().uri("/settings/gitlab").exchange()))
			.contains("https://gitlab.example.com", "2099-01-31", "Cannot be opened", "Replace the token")
			.doesNotContain("AAAAAAAA");
		assertThat(this.mvc.post().uri("/settings/gitlab/{id}/remove", id).with(csrf())).hasStatus(302);
		assertThat(this.rows.all()).isEmpty();
		assertThat(this.mvc.post().uri("/settings/gitlab/{id}/remove", id).with(csrf())).hasStatus(404);
	}

	@Test
	void anAddressIsFilledInOnlyFromAPageOfThePortal() {
		assertThat(this.mvc.get().uri("/settings/gitlab/new?gitlabUrl=https://evil.example/").exchange()).bodyText()
			.doesNotContain("evil.example");
		assertThat(this.mvc.get()
			.uri("/settings/gitlab/new?gitlabUrl=https://gitlab.example.org/")
			.header("Sec-Fetch-Site", "same-origin")
			.exchange()).bodyText().contains("gitlab.example.org");
	}

	@Test
	@WithMockUser(username = "otto", roles = "OPERATOR")
	void operatorsDoNotGetThere() {
		assertThat(this.mvc.get().uri("/settings/gitlab").exchange()).hasStatus(403);
	}

	private static String body(MvcTestResult answer) throws UnsupportedEncodingException {
		return answer.getResponse().getContentAsString();
	}

}
