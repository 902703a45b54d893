package dev.runnerfleet.access.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.session.Session;

/**
 * One place where a user has signed in, as they recognise it.
 *
 * @param handle names it without giving it away
 * @param browser in words, such as {@code Firefox on Linux}
 * @param address from where it was begun
 * @param since when it was begun
 * @param lastUsed when its owner last asked for something
 * @param current whether it is the one that asks
 */
public record OpenSession(String handle, String browser, String address, Instant since, Instant lastUsed,
		boolean current) {

	private static final String BROWSER = "browser";

	private static final String ADDRESS = "address";

	/** Notes in a session that begins what its owner will recognise it by. */
	public static void describe(HttpSession session, HttpServletRequest request) {
		session.setAttribute(BROWSER, BrowserName.of(request.getHeader("User-Agent")));
		session.setAttribute(ADDRESS, request.getRemoteAddr());
	}

	static OpenSession of(Session session, String current) {
		return new OpenSession(handle(session.getId()), session.getAttributeOrDefault(BROWSER, "Unknown browser"),
				session.getAttributeOrDefault(ADDRESS, ""), session.getCreationTime(), session.getLastAccessedTime(),
				session.getId().equals(current));
	}

	static String handle(String sessionId) {
		return HexFormat.of().formatHex(Sha512DigestUtils.sha(sessionId.getBytes(StandardCharsets.UTF_8)), 0, 16);
	}

}
