package dev.runnerfleet.access.throttle;

import dev.runnerfleet.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Carries what a browser that has signed in before is known by. */
@Component
public class BrowserCookie {

	private static final String NAME = "KNOWN-BROWSER";

	private final KnownBrowsers browsers;

	BrowserCookie(KnownBrowsers browsers) {
		this.browsers = browsers;
	}

	public static @Nullable String mark(HttpServletRequest request) {
		String mark = Cookies.read(NAME, request);
		return (mark != null && mark.matches("[\\w-]{43}")) ? mark : null;
	}

	/** Makes the browser known under the name, with a new mark. */
	public void renew(String name, HttpServletRequest request, HttpServletResponse response) {
		String mark = this.browsers.remember(name, mark(request));
		response.addHeader("Set-Cookie", Cookies.of(NAME, mark, KnownBrowsers.KEPT, request));
	}

}
