package dev.runnerfleet.web;

import java.net.URI;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Keeps in a cookie whether somebody wants pages light or dark, or as their system has
 * them.
 */
@Controller
class ThemeController {

	private static final String COOKIE = "THEME";

	private static final Duration KEPT = Duration.ofDays(365);

	/** What was chosen, {@code null} for the system's. */
	static @Nullable String chosen(HttpServletRequest request) {
		String theme = Cookies.read(COOKIE, request);
		return ("light".equals(theme) || "dark".equals(theme)) ? theme : null;
	}

	@PostMapping("/theme")
	ResponseEntity<Void> choose(@RequestParam String theme,
			@RequestHeader(name = "HX-Request", required = false) boolean inPlace, HttpServletRequest request) {
		boolean system = !"light".equals(theme) && !"dark".equals(theme);
		ResponseEntity.BodyBuilder answer = ResponseEntity
			.status(inPlace ? HttpStatus.NO_CONTENT : HttpStatus.SEE_OTHER)
			.header(HttpHeaders.SET_COOKIE,
					Cookies.of(COOKIE, system ? "" : theme, system ? Duration.ZERO : KEPT, request));
		return inPlace ? answer.build() : answer.location(page(request)).build();
	}

	/** The page that the choice was made on, as far as it is one of the portal's own. */
	private static URI page(HttpServletRequest request) {
		String base = request.getContextPath() + "/";
		String referrer = request.getHeader(HttpHeaders.REFERER);
		if (referrer == null || !OwnPages.led(request)) {
			return URI.create(base);
		}
		try {
			URI page = URI.create(referrer);
			String path = page.getRawPath();
			if (path == null || !path.startsWith(base) || path.startsWith("//")) {
				return URI.create(base);
			}
			return URI.create((page.getRawQuery() != null) ? path + "?" + page.getRawQuery() : path);
		}
		catch (IllegalArgumentException ex) {
			return URI.create(base);
		}
	}

}
