package dev.runnerfleet.access.session;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.live.Admissions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Repository;

/**
 * Knows from the database alone which sessions still hold, so that a stream ends
 * whichever replica signed its reader out or changed the user.
 */
@Repository
public class OpenSessions implements Admissions {

	private final JdbcClient jdbc;

	private final FindByIndexNameSessionRepository<? extends Session> sessions;

	private final Clock clock;

	private final Duration atMost;

	OpenSessions(JdbcClient jdbc, FindByIndexNameSessionRepository<? extends Session> sessions, Clock clock,
			@Value("${portal.session-at-most:7d}") Duration atMost) {
		this.jdbc = jdbc;
		this.sessions = sessions;
		this.clock = clock;
		this.atMost = atMost;
	}

	@Override
	public Set<String> stillOpen(Collection<String> sessionIds) {
		return this.jdbc.sql("""
				select session_id from portal_session
				join portal_user on principal_name = name || '/' || version
				where enabled = true and expiry_time > :now and creation_time > :oldest and session_id in (:ids)""")
			.param("now", this.clock.millis())
			.param("oldest", oldest())
			.param("ids", sessionIds)
			.query(String.class)
			.set();
	}

	/** Whose a session is that still holds, without counting as a use of it. */
	public Optional<String> principal(String sessionId) {
		return this.jdbc.sql("""
				select principal_name from portal_session
				where session_id = ? and expiry_time > ? and creation_time > ?""")
			.params(sessionId, this.clock.millis(), oldest())
			.query(String.class)
			.optional();
	}

	/** Whether a session that began then is too old, however much it was used. */
	public boolean isTooOld(long creationTime) {
		return creationTime <= oldest();
	}

	/**
	 * The sessions of one sign-in's version, the last used first.
	 * @param principal as the session was signed in
	 * @param current the id of the session that asks
	 */
	public List<OpenSession> of(String principal, String current) {
		return this.sessions.findByPrincipalName(principal)
			.values()
			.stream()
			.filter((session) -> !isTooOld(session.getCreationTime().toEpochMilli()))
			.map((session) -> OpenSession.of(session, current))
			.sorted(Comparator.comparing(OpenSession::current).thenComparing(OpenSession::lastUsed).reversed())
			.toList();
	}

	/**
	 * Ends one of a user's sessions.
	 * @param handle what {@link OpenSession} calls it
	 * @return whether there was such a one
	 */
	public boolean end(String principal, String handle) {
		Optional<String> id = this.sessions.findByPrincipalName(principal)
			.keySet()
			.stream()
			.filter((sessionId) -> OpenSession.handle(sessionId).equals(handle))
			.findFirst();
		id.ifPresent(this.sessions::deleteById);
		return id.isPresent();
	}

	private long oldest() {
		return Instant.ofEpochMilli(this.clock.millis()).minus(this.atMost).toEpochMilli();
	}

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
					session.getAttributeOrDefault(ADDRESS, ""), session.getCreationTime(),
					session.getLastAccessedTime(), session.getId().equals(current));
		}

		static String handle(String sessionId) {
			return HexFormat.of().formatHex(Sha512DigestUtils.sha(sessionId.getBytes(StandardCharsets.UTF_8)), 0, 16);
		}

	}

}
