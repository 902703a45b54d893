package dev.runnerfleet.access;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;

/**
 * Writes the portal's small cookies alike: out of a script's reach, and no further than
 * https.
 */
final class Cookies {

	private Cookies() {
	}

	/**
	 * The value of a {@code Set-Cookie} header.
	 * @param age how long the browser keeps it; zero removes it
	 */
	static String of(String name, String value, Duration age, HttpServletRequest request) {
		return ResponseCookie.from(name, value)
			.httpOnly(true)
			.secure(request.isSecure())
			.sameSite("Lax")
			.path(request.getContextPath() + "/")
			.maxAge(age)
			.build()
			.toString();
	}

}
