package dev.runnerfleet.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockCookie;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@WebMvcTest(controllers = { Gallery.class, ThemeController.class })
@Import({ Gallery.class, ThemeController.class })
@WithMockUser
class ThemeTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void aPageComesAsItWasChosen() {
		assertThat(this.mvc.get().uri("/gallery").cookie(new MockCookie("THEME", "dark"))).bodyText()
			.contains("<html lang=\"en\" data-theme=\"dark\">")
			.containsPattern("value=\"dark\"[^>]*checked");
		assertThat(this.mvc.get().uri("/gallery")).bodyText()
			.contains("<html lang=\"en\">")
			.containsPattern("value=\"\"[^>]*checked");
		assertThat(this.mvc.get().uri("/gallery").cookie(new MockCookie("THEME", "\"><script>"))).bodyText()
			.contains("<html lang=\"en\">");
	}

	@Test
	void aChoiceIsKeptAndLeadsBackToItsPage() {
		assertThat(this.mvc.post()
			.uri("/theme")
			.with(csrf())
			.param("theme", "dark")
			.header("Sec-Fetch-Site", "same-origin")
			.header("Referer", "http://localhost/audit?user=mara")).hasStatus(HttpStatus.SEE_OTHER)
			.hasHeader("Location", "/audit?user=mara")
			.headers()
			.hasHeaderSatisfying("Set-Cookie",
					(cookies) -> assertThat(cookies)
						.anySatisfy((cookie) -> assertThat(cookie).startsWith("THEME=dark; Path=/; Max-Age=31536000")
							.endsWith("HttpOnly; SameSite=Lax")));
	}

	@Test
	void thatTheSystemDecidesIsKeptNowhere() {
		assertThat(this.mvc.post().uri("/theme").with(csrf()).param("theme", "").header("HX-Request", "true"))
			.hasStatus(HttpStatus.NO_CONTENT)
			.headers()
			.hasHeaderSatisfying("Set-Cookie", (cookies) -> assertThat(cookies)
				.anySatisfy((cookie) -> assertThat(cookie).startsWith("THEME=; Path=/; Max-Age=0")));
	}

	@ParameterizedTest
	@CsvSource({ "same-origin, http://localhost//elsewhere.example/", "cross-site, http://elsewhere.example/audit",
			"same-origin, not an address", "same-origin, mailto:somebody" })
	void noPageOfOthersIsLedTo(String site, String referrer) {
		assertThat(this.mvc.post()
			.uri("/theme")
			.with(csrf())
			.param("theme", "light")
			.header("Sec-Fetch-Site", site)
			.header("Referer", referrer)).hasHeader("Location", "/");
	}

}
