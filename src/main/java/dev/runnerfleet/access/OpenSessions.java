package dev.runnerfleet.access;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;

import dev.runnerfleet.live.Admissions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Knows from the database alone which sessions still hold, so that a stream ends
 * whichever replica signed its reader out or changed the user.
 */
@Repository
class OpenSessions implements Admissions {

	private final JdbcClient jdbc;

	private final Clock clock;

	OpenSessions(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public Set<String> stillOpen(Collection<String> sessionIds) {
		return this.jdbc.sql("""
				select session_id from portal_session
				join portal_user on principal_name = name || '/' || version
				where enabled = true and expiry_time > :now and session_id in (:ids)""")
			.param("now", this.clock.millis())
			.param("ids", sessionIds)
			.query(String.class)
			.set();
	}

}
