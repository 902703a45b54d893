package dev.runnerfleet.access.resume;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.savedrequest.SavedRequest;

import static org.assertj.core.api.Assertions.assertThat;

class RequestedPageTest {

	private final RequestedPage requestedPage = new RequestedPage();

	@Test
	void leadsToThePageThatWasAskedForWithItsQuery() {
		MockHttpServletRequest wanted = page("/fleets");
		wanted.setQueryString("q=blue&sort=name");
		assertThat(this.requestedPage.getRequest(after(wanted), new MockHttpServletResponse()))
			.extracting(SavedRequest::getRedirectUrl)
			.isEqualTo("/fleets?q=blue&sort=name");
	}

	@Test
	void staysBelowTheContextPath() {
		MockHttpServletRequest wanted = page("/tools/fleets");
		wanted.setContextPath("/tools");
		MockHttpServletRequest back = after(wanted);
		back.setContextPath("/tools");
		assertThat(this.requestedPage.getRequest(back, new MockHttpServletResponse()))
			.extracting(SavedRequest::getRedirectUrl)
			.isEqualTo("/tools/fleets");
	}

	@Test
	void neitherStreamsNorFormsAreComeBackTo() {
		MockHttpServletRequest stream = page("/live");
		stream.removeHeader("Accept");
		stream.addHeader("Accept", "text/event-stream");
		assertThat(after(stream).getCookies()).isNull();
		MockHttpServletRequest form = page("/fleets");
		form.setMethod("POST");
		assertThat(after(form).getCookies()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/",
			"/a\r\nSet-Cookie: b=c", "javascript:alert(1)", "" })
	void leadsNowhereElseWhateverTheCookieSays(String page) {
		MockHttpServletRequest request = page("/login");
		request.setCookies(new Cookie("WAY-BACK",
				Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(StandardCharsets.UTF_8))));
		assertThat(this.requestedPage.getRequest(request, new MockHttpServletResponse())).isNull();
	}

	@Test
	void aCookieThatIsNoneIsIgnored() {
		MockHttpServletRequest request = page("/login");
		request.setCookies(new Cookie("WAY-BACK", "%%%"));
		assertThat(this.requestedPage.getRequest(request, new MockHttpServletResponse())).isNull();
	}

	private static MockHttpServletRequest page(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.addHeader("Accept", "text/html");
		return request;
	}

	/** The request that follows in the same browser. */
	private MockHttpServletRequest after(MockHttpServletRequest request) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.requestedPage.saveRequest(request, response);
		MockHttpServletRequest next = page("/login");
		next.setCookies(response.getCookies());
		return next;
	}

}
