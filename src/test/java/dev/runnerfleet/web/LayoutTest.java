package dev.runnerfleet.web;

import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@WebMvcTest(controllers = Gallery.class)
@Import({ Gallery.class, LayoutTest.Pages.class })
class LayoutTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	@WithMockUser(username = "mara", roles = "VIEWER")
	void showsTheNavigationThatTheRoleAllows() {
		assertThat(this.mvc.get().uri("/gallery")).hasStatusOk()
			.bodyText()
			.containsPattern(
					"href=\"/gallery\" aria-current=\"page\"><svg .*/icons/icons-[0-9a-f]{32}\\.svg#eye\"></use></svg>\\s*Gallery</a>")
			.contains(">mara</a>", "Sign out")
			.doesNotContain("People");
	}

	@Test
	@WithMockUser
	void showsWhatOtherModulesAddToEveryPage() {
		assertThat(this.mvc.get().uri("/gallery")).bodyText()
			.contains("<p class=\"banner\" role=\"note\">Somebody else has something to say.</p>");
	}

	@Test
	@WithMockUser
	void namesScriptsAndStylesByTheirContent() {
		assertThat(this.mvc.get().uri("/gallery")).bodyText()
			.containsPattern("/css/app-[0-9a-f]{32}\\.css")
			.containsPattern("/js/app-[0-9a-f]{32}\\.js")
			.containsPattern("/webjars/htmx\\.org/[0-9.]+/dist/htmx\\.min\\.js")
			.doesNotContain("style=", "onclick", "<script>", "<style>");
	}

	@Test
	@WithMockUser
	void aFieldKeepsItsValueAndSaysWhatIsWrongWithIt() {
		assertThat(this.mvc.post()
			.uri("/gallery")
			.with(csrf())
			.param("name", "1st \"fleet\"")
			.param("days", "7")
			.param("subnets", "subnet-2")).bodyText()
			.containsPattern("<input id=\"name\"[^>]*value=\"1st &quot;fleet&quot;\"")
			.containsPattern("<input id=\"name\"[^>]*aria-invalid=\"true\" aria-describedby=\"name-hint name-error\"")
			.containsPattern("id=\"name-error\">Start with a letter.<")
			.containsPattern("<select id=\"parameters-VpcId\"[^>]*aria-invalid=\"true\"")
			.contains("href=\"#parameters-VpcId\">Choose a VPC.</a>")
			.containsPattern("value=\"subnet-2\"[^>]*checked")
			.containsPattern("value=\"7\"");
	}

	@Test
	@WithMockUser
	void aPasswordIsNeverSentBack() {
		String token = "glrt-" + "x".repeat(20);
		assertThat(this.mvc.post().uri("/gallery").with(csrf()).param("token", token)).hasStatusOk()
			.bodyText()
			.doesNotContain(token);
	}

	@TestConfiguration
	static class Pages {

		@Bean
		NavItem galleryItem() {
			return new NavItem("Gallery", "eye", "/gallery", Role.VIEWER, 1);
		}

		@Bean
		PageExtra notice() {
			return new PageExtra("notice", Set.of("banner"));
		}

		@Bean
		NavItem peopleItem() {
			return new NavItem("People", "people", "/people", Role.ADMIN, 2);
		}

	}

}
