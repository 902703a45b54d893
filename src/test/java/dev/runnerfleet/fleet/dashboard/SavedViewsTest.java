package dev.runnerfleet.fleet.dashboard;

import java.util.UUID;

import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SandboxPortal
@WithMockUser(username = "viewer", roles = "VIEWER")
class SavedViewsTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	SavedViews views;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from saved_view").update();
	}

	@Test
	void whatOneSeesIsSavedUnderANameAndOpensAgain() {
		assertThat(this.mvc.post()
			.uri("/views")
			.param("name", "Trouble & more")
			.param("q", "a&b=c#d")
			.param("label", "prod", "eu")
			.param("status", "failed")
			.param("sort", "-name")
			.with(csrf())).hasStatus(HttpStatus.FOUND)
			.hasRedirectedUrl("/?q=a%26b%3Dc%23d&label=prod&label=eu&status=failed&sort=-name");
		assertThat(this.mvc.get().uri("/views")).bodyText()
			.contains("Trouble &amp; more",
					"/?q=a%26b%3Dc%23d&amp;label=prod&amp;label=eu&amp;status=failed&amp;sort=-name");
	}

	@Test
	void aNameThatIsTakenIsAskedForAgainWithAllThatWasSeen() {
		this.views.save("viewer", "Mine", "?q=a");
		assertThat(this.mvc.post().uri("/views").param("name", " mine ").param("q", "b").with(csrf()))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("You have a view of this name already.", "name=\"q\" value=\"b\"");
		assertThat(this.views.save("viewer", " ", "")).contains("a name");
		assertThat(this.views.save("viewer", "x".repeat(61), "")).contains("up to 60");
	}

	@Test
	void oneTooManyIsRefused() {
		for (int i = 0; i < SavedViews.MOST; i++) {
			assertThat(this.views.save("viewer", "view " + i, "")).isEmpty();
		}
		assertThat(this.views.save("viewer", "one more", "")).contains("Remove one first");
		assertThat(this.views.save("operator", "one more", "")).isEmpty();
	}

	@Test
	void eachHasTheirOwnAndNobodyElses() {
		this.views.save("operator", "Theirs", "?q=secret-project");
		UUID theirs = this.views.of("operator").get(0).id();
		assertThat(this.mvc.post().uri("/views/{id}/rename", theirs).param("name", "Taken").with(csrf()))
			.hasStatus(HttpStatus.FOUND);
		assertThat(this.mvc.post().uri("/views/{id}/remove", theirs).with(csrf())).hasStatus(HttpStatus.FOUND);
		assertThat(this.views.of("operator")).extracting(SavedViews.View::name).containsExactly("Theirs");
		assertThat(this.mvc.get().uri("/views")).bodyText().doesNotContain("Theirs", "secret-project");
	}

	@Test
	void aViewIsRenamedAndRemoved() {
		this.views.save("viewer", "Old", "");
		UUID id = this.views.of("viewer").get(0).id();
		assertThat(this.mvc.post().uri("/views/{id}/rename", id).param("name", "New").with(csrf()))
			.hasRedirectedUrl("/views");
		assertThat(this.views.of("viewer")).extracting(SavedViews.View::name).containsExactly("New");
		assertThat(this.mvc.post().uri("/views/{id}/remove", id).with(csrf())).hasRedirectedUrl("/views");
		assertThat(this.views.of("viewer")).isEmpty();
	}

}
